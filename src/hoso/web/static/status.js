// The status page: fetches the numbers of the moment again and again while it is looked at.

import { fetchPart } from "./api.js";

const now = document.getElementById("now");
const every = Number(now.dataset.every) * 1000;

async function refresh() {
  if (document.hidden || now.contains(document.activeElement)) return;
  const part = await fetchPart("/status/now");
  if (part !== null) now.innerHTML = part;
}

setInterval(() => refresh().catch(() => undefined), every);
document.addEventListener("visibilitychange", () => refresh().catch(() => undefined));
