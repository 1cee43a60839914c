"""A page that kills whatever process reads it."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tests.faults.conftest import MakeSite
from tests.site import page


def _poison() -> bytes:
    image = Image.new("L", (400, 1200), 255)
    for row in range(60, 1100, 60):
        ImageDraw.Draw(image).text((40, row), "To khai", fill=0, font_size=40)
    data = io.BytesIO()
    image.save(data, "JPEG", dpi=(75, 75))
    return data.getvalue()


def test_a_poison_page_dies_alone(make_site: MakeSite) -> None:
    """After three dead workers the scan is `failed` with the reason; the ones around it are read."""
    site = make_site(engine="tests.engines:poisoned")
    site.up()
    application = site.application()
    before = site.upload(application, page(1), "before")
    poison = site.upload(application, _poison(), "poison")
    after = site.upload(application, page(2), "after")

    states = site.wait_until_done([before, poison, after])

    assert states == {before: "needs_review", poison: "failed", after: "needs_review"}
    site.assert_done_once([before, after])
    shown = site.client.get(f"/scans/{poison}").json()
    assert (shown["state"], shown["attempts"], shown["error"]["code"]) == ("failed", 3, "engine_crashed")
    log = site.log("up").read_text()
    assert log.count(f'"scan_id": "{poison}", "attempt"') == 3
