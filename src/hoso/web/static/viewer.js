// The paper: pages, zoom, and the boxes that belong to fields.

const STEP = 1.25;
// How much of the page around a box its crop shows: enough to see the label and the line.
const CROP_SIDE = 0.07;
const CROP_ABOVE = 0.006;

/** Shows pages and boxes; `onBox(key)` is called when a person clicks a box. */
export class Viewer {
  constructor(onBox) {
    this.stage = document.getElementById("stage");
    this.sheets = Array.from(this.stage.querySelectorAll(".sheet"));
    this.tabs = Array.from(document.querySelectorAll(".tabs [data-page]"));
    this.zoom = 1;
    for (const tab of this.tabs) tab.addEventListener("click", () => this.show(tab.dataset.page));
    for (const button of document.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.scale(button.dataset.zoom));
    }
    this.stage.addEventListener("click", (event) => event.target.matches(".box") && onBox(event.target.dataset.key));
    this.stage.addEventListener("keydown", (event) => {
      if (event.key === "+" || event.key === "=") this.scale("in");
      if (event.key === "-") this.scale("out");
    });
  }

  get sheet() {
    return this.sheets.find((sheet) => !sheet.hidden);
  }

  /** Bring a page to the front. */
  show(page) {
    for (const sheet of this.sheets) sheet.hidden = sheet.dataset.page !== String(page);
    for (const tab of this.tabs) tab.setAttribute("aria-selected", String(tab.dataset.page === String(page)));
    this.#apply();
  }

  /** `in`, `out`, `width` (the page as wide as the stage) or `page` (all of it in sight). */
  scale(how) {
    if (how === "in") this.zoom = Math.min(4, this.zoom * STEP);
    if (how === "out") this.zoom = Math.max(0.2, this.zoom / STEP);
    if (how === "width") this.zoom = 1;
    if (how === "page") {
      const image = this.sheet.querySelector("img");
      const height = (image.naturalHeight / (image.naturalWidth || 1)) * this.stage.clientWidth;
      this.zoom = Math.min(1, this.stage.clientHeight / (height || 1));
    }
    this.#apply();
    const box = this.sheet.querySelector(".box.here");
    if (box) this.#centre(box);
  }

  #apply() {
    this.sheet.style.width = `${this.zoom * 100}%`;
    document.getElementById("zoom").textContent = `${Math.round(this.zoom * 100)}%`;
  }

  /** Mark the box of a field and bring it into sight; without a box no box is marked. */
  point(key, page) {
    for (const box of this.stage.querySelectorAll(".box.here")) box.classList.remove("here");
    if (page && this.sheet.dataset.page !== String(page)) this.show(page);
    const box = Array.from(this.stage.querySelectorAll(".box")).find((one) => one.dataset.key === key);
    if (!box) return;
    box.classList.add("here");
    box.parentNode.append(box);
    this.whenShown(this.sheet.dataset.page, () => this.#centre(box));
  }

  /** Do something once the image of a page is there: now, or when it has arrived. */
  whenShown(page, then) {
    const image = this.sheets.find((sheet) => sheet.dataset.page === String(page))?.querySelector("img");
    if (image?.complete && image.naturalWidth) then();
    else image?.addEventListener("load", then, { once: true });
  }

  #centre(box) {
    const [place, frame] = [box.getBoundingClientRect(), this.stage.getBoundingClientRect()];
    const inside = place.top > frame.top + 30 && place.bottom < frame.bottom - 30 && place.left > frame.left && place.right < frame.right;
    if (inside) return;
    this.stage.scrollBy({
      top: place.top + place.height / 2 - frame.top - frame.height / 2,
      left: place.left + place.width / 2 - frame.left - frame.width / 2,
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  }

  /** Paint what the box `[left, top, right, bottom]` of a page shows, enlarged, onto a canvas. */
  crop(canvas, page, [left, top, right, bottom]) {
    const image = this.sheets.find((sheet) => sheet.dataset.page === String(page))?.querySelector("img");
    if (!image?.complete || !image.naturalWidth) return false;
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    const x = Math.max(0, left - CROP_SIDE) * width;
    const y = Math.max(0, top - CROP_ABOVE) * height;
    canvas.width = Math.min(1, right + CROP_SIDE) * width - x;
    canvas.height = Math.min(1, bottom + CROP_ABOVE) * height - y;
    if (canvas.width < 1 || canvas.height < 1 || canvas.height > canvas.width) return false;
    canvas.getContext("2d").drawImage(image, x, y, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
    return true;
  }
}
