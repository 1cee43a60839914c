"""Renders a paper's HTML in Chromium to page images with the places of words and fields."""

from __future__ import annotations

import base64
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, CDPSession, Page, Playwright, Route, sync_playwright

from hoso.samples.paper import Paper

Image = NDArray[np.uint8]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--font-render-hinting=none",
]  # fmt: skip
DPI = 300
MEASURE = (Path(__file__).parent / "templates" / "measure.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Place:
    """A text and its box, 0 to 1 of the page (left, top, right, bottom)."""

    text: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One rendered page at 300 dpi in RGB with its words and, per field, the places where it stands."""

    image: Image
    words: tuple[Place, ...]
    fields: tuple[tuple[str, Place], ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def _only_local(route: Route) -> None:
    if route.request.url.startswith(("file:", "data:")):
        route.continue_()
    else:
        route.abort()


class Renderer:
    """One browser, kept for many papers; a context manager."""

    def __init__(self, executable: str = CHROMIUM) -> None:
        self._executable = executable
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._page: Page | None = None
        self._tools: CDPSession | None = None

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=self._executable, args=ARGUMENTS)
        context = self._browser.new_context(
            viewport={"width": 1640, "height": 1200}, device_scale_factor=DPI / 96, offline=True
        )
        context.route("**/*", _only_local)
        self._page = context.new_page()
        self._tools = context.new_cdp_session(self._page)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._browser:
            self._browser.close()
        if self._playwright:
            self._playwright.stop()

    def render(self, paper: Paper) -> tuple[Sheet, ...]:
        """The paper's pages; text that does not fit its page is set smaller until it does."""
        page, tools = self._page, self._tools
        if page is None or tools is None:
            raise RuntimeError("the renderer is a context manager: use it in a with statement")
        page.set_content(paper.html)
        measured: list[dict[str, Any]] = page.evaluate(MEASURE)
        return tuple(_sheet(tools, facts) for facts in measured)


def _sheet(tools: CDPSession, facts: dict[str, Any]) -> Sheet:
    # Chromium's own command can pack the picture lightly, which halves the time of a page.
    answer = tools.send("Page.captureScreenshot", {
        "format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True,
        "clip": {**facts["clip"], "scale": DPI / 96},
    })  # fmt: skip
    shot = np.frombuffer(base64.b64decode(answer["data"]), np.uint8)
    image = cv2.imdecode(shot, cv2.IMREAD_COLOR_RGB)
    assert image is not None  # Chromium's own PNG
    words = tuple(Place(word["text"], tuple(word["box"])) for word in facts["words"])
    fields = tuple((item["key"], Place(item["text"], tuple(item["box"]))) for item in facts["fields"])
    return Sheet(image.astype(np.uint8, copy=False), words, fields)


def save_html(paper: Paper) -> Path:
    """Keep the HTML for looking at, in the temporary folder."""
    path = Path(tempfile.gettempdir()) / f"{paper.family}.html"
    path.write_text(paper.html, encoding="utf-8")
    return path
