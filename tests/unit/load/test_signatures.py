"""Digital signatures are seen and checked; what was signed is never touched."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from hoso.pipeline.load import Limits, PageImage, load_pages
from hoso.pipeline.load.isolated import DecoderPool
from hoso.pipeline.load.signatures import signatures
from hoso.pipeline.read import read_input
from hoso.schemas.catalogue import load_catalogue
from tests.drawn import text_page
from tests.engines import CannedEngine
from tests.signed import OFFICE, SIGNER, signed
from tests.unit.load.papers import add_page, encoded, image_stream, saved, scan_pdf


def codes(data: bytes) -> list[tuple[str, str]]:
    """Code and severity of what the signatures of the PDF are worth."""
    return [(finding.code, finding.severity) for finding in signatures(data)]


def changed_afterwards(data: bytes) -> bytes:
    """The PDF with its page turned upside down after it was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_scan_has_no_signatures() -> None:
    """Nothing is said of a PDF that nobody signed."""
    assert signatures(scan_pdf()) == ()


def test_an_intact_signature_is_told_with_name_and_time() -> None:
    """Who, when, and that the bytes still match; it needs nobody's look."""
    (finding,) = signatures(signed(scan_pdf()))
    day = datetime.now(UTC) + timedelta(hours=7)

    assert (finding.code, finding.severity) == ("signature_intact", "info")
    assert f"{SIGNER}, {OFFICE} ({day:%d/%m/%Y}" in finding.message


def test_two_people_may_sign() -> None:
    """A second signature changes nothing that the first one holds for."""
    twice = signed(signed(scan_pdf()), "Signature2")

    assert codes(twice) == [("signature_intact", "info")] * 2


def test_a_byte_changed_inside_breaks_the_signature() -> None:
    """The file opens and shows, but it is not what was signed."""
    data = bytearray(signed(scan_pdf()))
    at = data.index(b"/MediaBox [ 0 0 90") + len(b"/MediaBox [ 0 0 9")
    data[at] = ord("1")

    assert codes(bytes(data)) == [("signature_broken", "warning")]


def test_a_change_appended_after_signing_is_told() -> None:
    """The signed bytes are all there, but something else shows in their place."""
    assert codes(changed_afterwards(signed(scan_pdf()))) == [("signature_followed_by_changes", "warning")]


@pytest.mark.parametrize("kept", [0.5, 0.8, 0.97])
def test_a_damaged_signature_never_stops_the_pages(kept: float) -> None:
    """Whatever is left of a signature, there is an answer and no error."""
    data = signed(scan_pdf())
    at = int(len(data) * kept)
    torn = data[:at] + b"\0" * 40 + data[at + 40 :]

    assert {finding.severity for finding in signatures(torn)} <= {"info", "warning"}


def test_an_owner_s_lock_does_not_hide_a_signature() -> None:
    """A PDF that anybody may open but not change is checked like any other."""
    locked = scan_pdf(encryption=pikepdf.Encryption(user="", owner="x"))

    assert b"/ByteRange" not in locked
    assert codes(locked + b"% /ByteRange\n") == []


def test_the_first_page_carries_the_signatures() -> None:
    """Here and from a decoding process alike, once for the whole file; count and pixels are untouched."""
    data = signed(scan_pdf(2))
    before = hashlib.sha256(data).hexdigest()
    with DecoderPool() as pool:
        for load in (load_pages, pool.load_pages):
            first, second = load(data)
            assert isinstance(first, PageImage)
            assert [finding.code for finding in first.findings] == ["signature_intact"]
            assert second.findings == ()

    assert hashlib.sha256(data).hexdigest() == before


def test_the_result_tells_the_signatures() -> None:
    """They stand among the findings of the input and of the paper that begins there, and cost no look."""
    sheet = Image.fromarray(text_page(12, 26, 620, 877))
    today = datetime(2026, 11, 21, tzinfo=UTC).date()
    with pikepdf.new() as pdf:
        image = image_stream(pdf, encoded(sheet.convert("RGB"), "JPEG"), sheet.size)
        add_page(pdf, image, "q 595 0 0 842 0 0 cm /Im Do Q", (0, 0, 595, 842))
        data = signed(saved(pdf))
    result, _ = read_input(data, CannedEngine(), Limits(), load_catalogue(), today)
    told = result.to_json("signed.pdf")
    (document,) = told["documents"]

    assert "signature_intact" in [finding["code"] for finding in told["findings"]]
    assert "signature_intact" in [finding["code"] for finding in document["findings"]]
