// Sending scans: each file keeps its bytes here until the server's receipt, and one key for all its tries.

import { NO_NETWORK, Problem, problemOf } from "./api.js";
import { element, size, trouble } from "./words.js";

const AT_ONCE = 2;
const PAUSES = [1000, 3000, 8000];

const TOO_LARGE = new Problem(
  {
    code: "too_large",
    detail: "Tệp vượt quá giới hạn. / The file is over the limit.",
    advice: "Xin quét ở 300 dpi hoặc chia thành nhiều tệp. / Scan at 300 dpi or split it into several files.",
  },
  413,
);

/** A new idempotency key; also where the page is not on https, which has no `randomUUID`. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One try to send the file; calls `onShare` with the share sent, gives the receipt or throws a `Problem`. */
function attempt(code, file, key, onShare) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("file", file, "scan");
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/applications/${encodeURIComponent(code)}/scans`);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onload = () =>
      request.status === 202
        ? resolve(JSON.parse(request.responseText))
        : reject(problemOf(request.responseText, request.status));
    request.onerror = () => reject(NO_NETWORK);
    request.ontimeout = () => reject(NO_NETWORK);
    request.send(form);
  });
}

// No use in sending the same bytes again after these.
const FINAL = new Set([400, 403, 404, 413, 422]);
const passing = (problem) => problem.status === 0 || problem.status >= 500 || problem.status === 429;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The list of files on their way; `onStored(receipt, file)` is called for each one that has arrived. */
export class Uploads {
  constructor(list, code, maxBytes, onStored) {
    Object.assign(this, { list, code, maxBytes, onStored, waiting: [], running: 0 });
    window.addEventListener("beforeunload", (event) => this.list.querySelector(".sending, .failed") && event.preventDefault());
  }

  /** Send these files, a few at a time, in the order given. */
  add(files) {
    for (const file of Array.from(files)) {
      const row = this.#row(file);
      this.list.append(row);
      const upload = { file, row, key: newKey() };
      if (file.size > this.maxBytes) this.#failed(upload, TOO_LARGE);
      else this.waiting.push(upload);
    }
    this.#next();
  }

  /** Take away the rows of scans that the list below shows by now. */
  settle(isShown) {
    for (const row of this.list.querySelectorAll(".stored")) if (isShown(row.dataset.scan)) row.remove();
  }

  #row(file) {
    const name = element("strong", { class: "name", title: file.name }, file.name);
    const bar = element("progress", { max: "1", value: "0", "aria-label": `Tải lên ${file.name}` });
    return element("li", { class: "sending" }, name, element("span", { class: "en" }, size(file.size)), bar, element("span", { class: "words" }, "đang chờ tải lên"));
  }

  #next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      const upload = this.waiting.shift();
      this.running += 1;
      this.#send(upload).finally(() => {
        this.running -= 1;
        this.#next();
      });
    }
  }

  async #send(upload) {
    const bar = upload.row.querySelector("progress");
    const words = upload.row.querySelector(".words");
    for (let tries = 0; ; tries += 1) {
      words.textContent = tries ? `đang tải lại, lần ${tries + 1}` : "đang tải lên";
      try {
        const receipt = await attempt(this.code, upload.file, upload.key, (share) => {
          bar.value = share;
          words.textContent = share < 1 ? `đã gửi ${Math.round(share * 100)}%` : "máy chủ đang lưu…";
        });
        return this.#stored(upload, receipt);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (!passing(problem) || tries >= PAUSES.length) return this.#failed(upload, problem);
        words.textContent = "mất kết nối, sẽ tự thử lại…";
        await pause(PAUSES[tries]);
      }
    }
  }

  /** The receipt is shown here until the scan's own row in the list below shows it too. */
  #stored(upload, receipt) {
    upload.row.querySelector("progress").remove();
    upload.row.dataset.scan = receipt.scan_id;
    upload.row.className = receipt.duplicate_of ? "same" : "stored";
    const words = upload.row.querySelector(".words");
    words.textContent = `✓ Đã lưu an toàn · ${size(receipt.bytes)} · ${receipt.sha256.slice(0, 12)}`;
    this.onStored(receipt, upload.file);
    if (!receipt.duplicate_of) return;
    words.replaceChildren("Trùng: tệp này đã có trong hồ sơ, không lưu lần hai. ", element("span", { class: "en", lang: "en" }, "Already received; not stored twice."));
    upload.row.append(this.#button("Đóng", () => upload.row.remove()));
  }

  #failed(upload, problem) {
    const { row, file } = upload;
    row.className = problem.scanId ? "stored" : "failed";
    row.setAttribute("role", "alert");
    row.querySelector("progress").remove();
    row.querySelector(".words").replaceChildren(trouble(problem));
    if (problem.scanId) {
      // The server kept the file: its row in the list below will say what is wrong with it.
      row.dataset.scan = problem.scanId;
      return this.onStored({ scan_id: problem.scanId }, file);
    }
    if (!FINAL.has(problem.status)) row.append(this.#button("Thử lại", () => this.#retry(upload)));
    row.append(this.#button("Đóng", () => row.remove()));
  }

  /** The same bytes under the same key: whatever the server has of them already counts. */
  #retry(upload) {
    const row = this.#row(upload.file);
    upload.row.replaceWith(row);
    this.waiting.push({ ...upload, row });
    this.#next();
  }

  #button(text, onClick) {
    const button = element("button", { type: "button", class: "small" }, text);
    button.addEventListener("click", onClick);
    return button;
  }
}
