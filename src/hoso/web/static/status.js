// The status page: fetches the numbers of the moment again and again while it is looked at.

const now = document.getElementById("now");
const every = Number(now.dataset.every) * 1000;

async function refresh() {
  if (document.hidden || now.contains(document.activeElement)) return;
  const response = await fetch("/status/now", { headers: { Accept: "text/html" } });
  if (response.ok) now.innerHTML = await response.text();
}

setInterval(() => refresh().catch(() => undefined), every);
document.addEventListener("visibilitychange", () => refresh().catch(() => undefined));
