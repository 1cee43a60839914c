// The application page: drop zone, uploads, and the live state of every scan.

import { fetchPart } from "./api.js";
import { Uploads } from "./uploads.js";
import { progress, waitingOrReading } from "./words.js";

const drop = document.getElementById("drop");
const picker = document.getElementById("files");
const papers = document.getElementById("papers");
const offline = document.getElementById("offline");
const code = drop.dataset.code;
const names = new Map();
const PENDING = new Set(["received", "text_ready"]);
let source = null;
let refreshing = null;
let again = 0;

const uploads = new Uploads(document.getElementById("uploads"), code, Number(drop.dataset.maxBytes), (receipt, file) => {
  if (!receipt.duplicate_of) names.set(receipt.scan_id, file.name);
  refresh().then(() => {
    if (receipt.duplicate_of) papers.querySelector(`#scan-${receipt.duplicate_of}`)?.classList.add("found");
    listen();
  });
});

/** Fetch the scans and papers anew; calls that come meanwhile wait for one more round. */
function refresh() {
  refreshing = (refreshing || Promise.resolve()).then(async () => {
    const part = await fetchPart(`/applications/${encodeURIComponent(code)}/papers`);
    if (part === null) return onLost();
    const open = new Set(Array.from(papers.querySelectorAll("details[open]"), keyOf));
    const focused = document.activeElement?.closest?.("#papers") ? document.activeElement.getAttribute("href") : null;
    papers.innerHTML = part;
    for (const details of papers.querySelectorAll("details")) details.open = open.has(keyOf(details));
    if (focused) papers.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    offline.hidden = true;
    uploads.settle((scanId) => papers.querySelector(`#scan-${scanId}`));
    showNames();
    showStatus();
  }).catch(onLost);
  return refreshing;
}

/** The server cannot be reached: say so, and look again in a while. */
function onLost() {
  offline.hidden = false;
  clearTimeout(again);
  again = setTimeout(() => refresh().then(listen), 3000);
}

const keyOf = (details) => details.closest("[data-document]")?.dataset.document;

/** The names that the files had on this computer; the server does not keep them. */
function showNames() {
  for (const [scanId, name] of names) {
    const place = papers.querySelector(`#scan-${scanId} .name`);
    if (place) Object.assign(place, { textContent: name, title: name });
  }
}

function showStatus() {
  const chip = papers.querySelector("[data-chip]");
  if (chip) document.getElementById("status").innerHTML = chip.innerHTML;
}

/** Put the news about one scan into its row; `true` when the row must be fetched anew. */
function show(scan) {
  const row = papers.querySelector(`#scan-${scan.scan_id}`);
  if (!row || row.dataset.state !== scan.state) return true;
  const bar = row.querySelector("progress");
  if (PENDING.has(scan.state) && bar) {
    bar.max = scan.pages || Math.max(1, scan.pages_done + 1);
    if (scan.pages_done) bar.value = scan.pages_done;
    row.querySelector(".live").textContent = progress(scan);
    if (scan.state === "received") row.querySelector(".chip").replaceChildren(...waitingOrReading(scan));
  }
  return false;
}

/** Follow the scans until none waits for a worker. */
function listen() {
  if (source || document.hidden || !papers.querySelector('[data-state="received"], [data-state="text_ready"]')) return;
  source = new EventSource(`/api/v1/applications/${encodeURIComponent(code)}/events`);
  const onNews = (event) => {
    offline.hidden = true;
    if (JSON.parse(event.data).scans.map(show).some(Boolean)) refresh();
  };
  source.addEventListener("open", () => (offline.hidden = true));
  source.addEventListener("progress", onNews);
  source.addEventListener("done", (event) => {
    stop();
    onNews(event);
    refresh().then(listen);
  });
  source.addEventListener("error", () => {
    offline.hidden = false;
    if (source?.readyState !== EventSource.CLOSED) return;
    stop();
    onLost();
  });
}

function stop() {
  source?.close();
  source = null;
}

/** Send what was chosen; somebody quick may have chosen before this script was there. */
function takeChosen() {
  uploads.add(picker.files);
  picker.value = "";
}

picker.addEventListener("change", takeChosen);
takeChosen();

for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragover");
    if (kind === "drop") uploads.add(event.dataTransfer.files);
  });
}
document.addEventListener("dragleave", (event) => event.relatedTarget || drop.classList.remove("over"));

document.addEventListener("keydown", (event) => {
  if (event.altKey && event.code === "KeyU") {
    event.preventDefault();
    picker.click();
  }
});

// A hidden page gives its connection back: browsers keep only a few to one host.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
  else refresh().then(listen);
});

listen();
