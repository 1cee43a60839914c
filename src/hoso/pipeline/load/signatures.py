"""Digital signatures of a PDF: who signed it when, and whether its bytes are still those that were signed.

Nothing is asked of any network, and no authority is trusted or not: that the certificate was good on the day
is for the verification service of the state. The upload itself is only ever read.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from hoso.pipeline.load.guard import decoding
from hoso.schemas.errors import DocumentError
from hoso.schemas.records import Finding

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

#: Every signature says in plain bytes which part of the file it holds for.
_MARK = b"/ByteRange"
_MOST_SIGNATURES = 20
_LONGEST_NAME = 120
_VIETNAM = timezone(timedelta(hours=7))

UNREADABLE = Finding(
    "signature_unreadable",
    "warning",
    "Tệp có chữ ký số nhưng không kiểm tra được. / The file has a digital signature that cannot be checked.",
)


def signatures(data: bytes) -> tuple[Finding, ...]:
    """A finding for each digital signature in the PDF; a signature that no longer holds needs a look."""
    if _MARK not in data:
        return ()
    with _quiet():
        try:
            with _decoding():
                reader = _reader(data)
                signed = reader.embedded_regular_signatures[:_MOST_SIGNATURES]
        except DocumentError:
            return (UNREADABLE,)
        return tuple(_judged(signature) for signature in signed)


def _reader(data: bytes) -> PdfFileReader:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt("")  # locked by its owner only, or it would not have been opened
    return reader


def _judged(signature: EmbeddedPdfSignature) -> Finding:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    try:
        with _decoding():
            nobody = ValidationContext(trust_roots=[], allow_fetching=False)
            # The library runs an event loop, which must not meet one that is running in this thread.
            with ThreadPoolExecutor(1) as apart:
                status = apart.submit(validate_pdf_signature, signature, nobody, nobody).result()
            return _told(_signer(signature), signature.self_reported_timestamp, status)
    except DocumentError:
        return UNREADABLE


def _told(signer: str, at: datetime | None, status: PdfSignatureStatus) -> Finding:
    when = f" ({at.astimezone(_VIETNAM):%d/%m/%Y %H:%M})" if at else ""
    vietnamese, english = f"Ký số: {signer}{when}", f"Digitally signed: {signer}{when}"
    if not (status.intact and status.valid):
        return Finding(
            "signature_broken",
            "warning",
            f"{vietnamese}, nhưng nội dung không khớp chữ ký. / {english}, but the bytes do not match.",
        )
    if not status.docmdp_ok:
        return Finding(
            "signature_followed_by_changes",
            "warning",
            f"{vietnamese}; tệp đã bị sửa sau khi ký. / {english}; the file was changed afterwards.",
        )
    return Finding(
        "signature_intact",
        "info",
        f"{vietnamese}; nội dung còn nguyên vẹn. / {english}; the bytes still match.",
    )


def _signer(signature: EmbeddedPdfSignature) -> str:
    """The name in the certificate, and the body it speaks for."""
    names = signature.signer_cert.subject.native
    parts = [_text(names.get(key)) for key in ("common_name", "organization_name")]
    told = ", ".join(dict.fromkeys(part for part in parts if part))
    return told[:_LONGEST_NAME] or "?"


def _text(value: str | Sequence[str] | None) -> str:
    """A name of the certificate in one line; some hold several."""
    joined = value if isinstance(value, str) else ", ".join(value or ())
    return " ".join("".join(c if c.isprintable() else " " for c in joined).split())


@contextmanager
def _decoding() -> Iterator[None]:
    """What reading signatures raises on damaged bytes becomes a `DocumentError`."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko_certvalidator.errors import (
        CRLValidationError,
        OCSPValidationError,
        PathError,
        ValidationError,
    )

    with decoding():
        try:
            yield
        except (PdfError, InvalidSignature, UnsupportedAlgorithm) as error:
            raise ValueError from error
        except (PathError, ValidationError, CRLValidationError, OCSPValidationError) as error:
            raise ValueError from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing of a certificate gets into a log."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
