// The review page: fields and boxes linked both ways, keys for everything, corrections saved as they are made.

import { Problem, send } from "./api.js";
import { Saver } from "./saver.js";
import { valueOf } from "./values.js";
import { Viewer } from "./viewer.js";
import { both, trouble } from "./words.js";

const record = document.getElementById("record");
const say = document.getElementById("say");
const saved = document.getElementById("saved");
const documentId = record.dataset.document;
const editable = record.dataset.editable === "true";
const fields = Array.from(record.querySelectorAll(".field"));
const CHIPS = {
  accepted: ["good", "Đạt"],
  missing: ["quiet", "Không có"],
  illegible: ["bad", "Mờ"],
};
const RENEW_CLAIM = 5 * 60 * 1000;

const inputOf = (field) => field.querySelector("input, select, textarea");
const rowOf = (key) => fields.find((field) => field.dataset.key === key);
const viewer = new Viewer((key) => focus(rowOf(key)));
const saver = new Saver(documentId, Number(record.dataset.version), onSave);

function focus(field) {
  if (!field) return;
  field.closest("details")?.setAttribute("open", "");
  inputOf(field).focus();
}

/** Show where the field was read: its box on the page, and its crop beside what is typed. */
function point(field) {
  viewer.point(field.dataset.key, field.dataset.page);
  for (const canvas of record.querySelectorAll(".crop")) canvas.hidden = true;
  const canvas = field.querySelector(".crop");
  if (!canvas || !field.dataset.box || !field.classList.contains("doubtful")) return;
  const box = field.dataset.box.split(" ").map(Number);
  viewer.whenShown(field.dataset.page, () => (canvas.hidden = !viewer.crop(canvas, field.dataset.page, box)));
}

function mark(field, status) {
  field.dataset.status = status;
  field.classList.remove("doubtful");
  const [tone, word] = CHIPS[status];
  field.querySelector(".chip").className = `chip ${tone}`;
  field.querySelector(".chip").textContent = word;
  field.querySelector(".sure").textContent = "đã xem";
  for (const box of document.querySelectorAll(".box")) {
    if (box.dataset.key === field.dataset.key) box.dataset.status = status;
  }
  for (const problem of document.querySelectorAll("[data-keys]")) {
    const keys = problem.dataset.keys.split(" ").filter(Boolean);
    problem.classList.toggle("done", keys.length > 0 && keys.every((key) => !rowOf(key)?.classList.contains("doubtful")));
  }
}

/** Write down what the person says about a field. */
function settle(field, status) {
  const input = inputOf(field);
  const value = status === "accepted" ? valueOf(field.dataset.kind, input.value) : null;
  const said = status === "accepted" && value === null ? "missing" : status;
  if (said !== "accepted") input.value = "";
  field.dataset.typed = input.value;
  field.classList.add("unsaved");
  mark(field, said);
  saver.change(field.dataset.key, { value, status: said });
}

/** Whether the person has typed something that is not noted yet. */
function touched(field) {
  return inputOf(field).value !== (field.dataset.typed ?? inputOf(field).dataset.original);
}

/** The next field that needs a look, after this one and round to the start. */
function nextDoubtful(field) {
  const from = fields.indexOf(field) + 1;
  return [...fields.slice(from), ...fields.slice(0, from)].find((one) => one.classList.contains("doubtful") && one !== field);
}

/** `Enter`: what stands there is right, also when it says that nobody can read it. */
function accept(field) {
  const agrees = field.dataset.status === "illegible" && !inputOf(field).value.trim();
  if (agrees) settle(field, "illegible");
  else if (field.classList.contains("doubtful") || touched(field)) settle(field, "accepted");
  const next = nextDoubtful(field);
  if (next) focus(next);
  else document.getElementById("approve").focus();
}

/** Undo what is being typed; once more puts back what the machine read, to be settled like any other value. */
function restore(field) {
  const input = inputOf(field);
  input.value = touched(field) ? (field.dataset.typed ?? input.dataset.original) : input.dataset.original;
}

function onSave(state, keys) {
  for (const key of keys) rowOf(key)?.classList.remove("unsaved");
  if (state instanceof Problem) return fail(state);
  say.replaceChildren();
  saved.dataset.tone = state === "saved" ? "good" : "";
  saved.textContent = state === "saved" ? "✓ đã lưu" : "đang lưu…";
}

function fail(problem) {
  say.replaceChildren(trouble(problem));
  if (saver.dirty || Object.keys(saver.pending).length) {
    saved.dataset.tone = "bad";
    saved.textContent = "chưa lưu";
  }
}

async function decide(verb, body, then) {
  try {
    await saver.decide(verb, body);
    location.assign(then);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    fail(problem);
  }
}

const next = `/review/next?after=${documentId}`;

function approve() {
  const typing = document.activeElement?.closest?.(".field");
  if (typing && touched(typing)) settle(typing, "accepted");
  decide("approve", {}, next);
}

/** Open a dialog; `onYes` runs when the person says yes. */
function ask(name, onYes) {
  const dialog = document.getElementById(`${name}-dialog`);
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && onYes(), { once: true });
  dialog.showModal();
}

/** Keep others off the paper while it is looked at here. */
async function claim() {
  try {
    await send("POST", `/documents/${documentId}/claim`);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 423) location.reload();
    else if (problem instanceof Problem) fail(problem);
  }
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // An input method is still at work on the word.
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    return approve();
  }
  const field = event.target.closest(".field");
  if (!field || event.target.matches("button")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    accept(field);
  } else if (event.key === "Escape") {
    event.preventDefault();
    restore(field);
  }
}

function wireEditing() {
  document.addEventListener("keydown", onKey);
  record.addEventListener("submit", (event) => event.preventDefault());
  record.addEventListener("change", (event) => {
    const field = event.target.closest(".field");
    if (field && touched(field)) settle(field, "accepted");
  });
  record.addEventListener("click", (event) => {
    const button = event.target.closest("[data-say]");
    if (!button) return;
    const field = button.closest(".field");
    settle(field, button.dataset.say);
    focus(nextDoubtful(field) || field);
  });
  document.getElementById("approve").addEventListener("click", approve);
  document.getElementById("reject").addEventListener("click", () =>
    ask("reject", () => decide("reject", { reason: document.getElementById("reason").value }, next)),
  );
  document.getElementById("retype").addEventListener("click", () =>
    ask("retype", () => decide("retype", { doc_type: document.getElementById("doc-type").value }, location.href)),
  );
  window.addEventListener("beforeunload", (event) => saver.dirty && event.preventDefault());
  window.addEventListener("pagehide", () => send("POST", `/documents/${documentId}/release`, undefined, { keepalive: true }).catch(() => undefined));
  setInterval(() => document.hidden || claim(), RENEW_CLAIM);
  claim();
}

record.addEventListener("focusin", (event) => {
  const field = event.target.closest(".field");
  if (field) point(field);
});
document.getElementById("take-over")?.addEventListener("click", async () => {
  try {
    await send("POST", `/documents/${documentId}/claim?take_over=true`);
    location.reload();
  } catch (problem) {
    say.replaceChildren(...both(problem.detail));
  }
});

if (editable) wireEditing();
const asked = new URLSearchParams(location.search).get("page");
if (asked) viewer.show(asked);
else focus(fields.find((field) => field.classList.contains("doubtful")));
