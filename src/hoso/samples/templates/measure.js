async () => {
  await document.fonts.ready;
  const pages = Array.from(document.querySelectorAll(".page"));
  for (const page of pages) {
    const bodies = Array.from(page.querySelectorAll(".body"));
    let size = parseFloat(getComputedStyle(page).fontSize);
    const tooBig = () => bodies.some((b) => b.scrollHeight > b.clientHeight + 1 || b.scrollWidth > b.clientWidth + 2);
    for (let turn = 0; turn < 24 && tooBig(); turn++) {
      size *= 0.965;
      page.style.fontSize = size + "px";
      if (turn % 3 === 2) page.style.lineHeight = Math.max(1.18, parseFloat(page.style.lineHeight || 1.45) - 0.06);
    }
  }
  const collapse = (text) => text.replace(/\s+/g, " ").trim();
  const measure = (page) => {
    const frame = page.getBoundingClientRect();
    const box = (rects) => {
      const kept = rects.filter((r) => r.width > 0 && r.height > 0);
      if (!kept.length) return null;
      const l = Math.min(...kept.map((r) => r.left)), t = Math.min(...kept.map((r) => r.top));
      const r = Math.max(...kept.map((r) => r.right)), b = Math.max(...kept.map((r) => r.bottom));
      const limit = (x) => Math.round(Math.min(1, Math.max(0, x)) * 1e5) / 1e5;
      return [limit((l - frame.left) / frame.width), limit((t - frame.top) / frame.height),
              limit((r - frame.left) / frame.width), limit((b - frame.top) / frame.height)];
    };
    const words = [];
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("[data-noise], style, desc")) continue;
      for (const match of node.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const place = box(Array.from(range.getClientRects()));
        if (place) words.push({ text: match[0], box: place });
      }
    }
    const fields = [];
    for (const element of page.querySelectorAll("[data-field]")) {
      const place = box(Array.from(element.getClientRects()));
      const text = element.dataset.text || collapse(element.textContent);
      if (place && text) fields.push({ key: element.dataset.field, text, box: place });
    }
    return { clip: { x: frame.left + scrollX, y: frame.top + scrollY, width: frame.width, height: frame.height }, words, fields };
  };
  return pages.map(measure);
}
