// Building what people read: Vietnamese first, English small beside it.

/** A new element with attributes and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** `Tiếng Việt / English` as nodes. */
export function both(text) {
  const [vi, en] = (text || "").split(" / ");
  return en ? [vi, " ", element("span", { class: "en", lang: "en" }, en)] : [vi];
}

/** What went wrong and what to do about it, as a notice. */
export function trouble(problem) {
  const box = element("div", { class: "notice bad", "data-code": problem.code });
  box.append(element("p", {}, element("strong", {}, ...both(problem.detail))));
  if (problem.advice) box.append(element("p", {}, ...both(problem.advice)));
  return box;
}

/** A number of bytes as Windows shows it. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".0", "").replace(".", ",")} MB`;
}

/** What the chip of a received scan says: waiting, or in a worker's hands. */
export function waitingOrReading(scan) {
  return both(scan.running ? "Đang đọc / Reading" : "Chờ đọc / Waiting to be read");
}

/** How far a waiting scan is. */
export function progress(scan) {
  if (scan.running && scan.pages) return `đang đọc trang ${Math.min(scan.pages_done + 1, scan.pages)}/${scan.pages}`;
  if (scan.running) return scan.pages_done ? `đang đọc, xong ${scan.pages_done} trang` : "đang đọc";
  if (!scan.queue_position) return "đang chờ";
  return scan.queue_position > 1 ? `chờ, thứ ${scan.queue_position} trong hàng` : "sắp đến lượt";
}
