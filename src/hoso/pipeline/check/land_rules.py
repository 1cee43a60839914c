"""Rules about land papers and about the numbers of papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hoso.pipeline.check.facts import Facts, found
from hoso.schemas.records import Finding

_FIRST_CERTIFICATE_YEAR = 1990
_LONG_SERIALS_SINCE = date(2024, 8, 1)
_LONG_SERIAL_DIGITS = 8
_LARGEST_AREA = 10_000_000
_SERIAL_AND_REGISTER = (
    ("serial_number", "register_number"),
    ("certificate_serial", "certificate_register_number"),
)
#: Which papers carry a number with this suffix (compared without `-BS`, which marks a copy).
_SUFFIXES = {
    "TLKS": {"birth_extract", "birth_certificate"},
    "TLGCKS": {"birth_extract"},
    "TLKH": {"marriage_extract"},
    "TLKT": {"death_extract"},
    "TLCMC": {"parent_child_extract"},
    "TLGCHT": {"civil_status_change_extract"},
    "XNTTHN": {"marital_status_confirmation"},
}
_NUMBER_KEYS = ("registration_number", "extract_number", "issue_number")


def certificate_is_not_too_old(facts: Facts) -> Iterator[Finding]:
    """Land-use certificates exist since 1990."""
    issued = facts.span("issue_date")
    if issued and issued.last.year < _FIRST_CERTIFICATE_YEAR:
        yield found(
            "certificate_date_too_early",
            "issue_date",
            f"Giấy chứng nhận không thể cấp trước năm {_FIRST_CERTIFICATE_YEAR}. / "
            f"No certificate is older than {_FIRST_CERTIFICATE_YEAR}.",
        )


def serial_fits_model(facts: Facts) -> Iterator[Finding]:
    """Serials of eight digits are printed since August 2024 only."""
    issued = facts.span("issue_date")
    digits = facts.text("serial_number").rpartition(" ")[2]
    if issued and len(digits) == _LONG_SERIAL_DIGITS and issued.last < _LONG_SERIALS_SINCE:
        yield found(
            "serial_does_not_fit_date",
            "serial_number",
            "Số phát hành 8 chữ số chỉ có từ tháng 8/2024. / Eight-digit serials exist since August 2024.",
            "warning",
        )


def register_number_is_its_own(facts: Facts) -> Iterator[Finding]:
    """The serial printed on the blank is never the number in the register."""
    for serial, register in _SERIAL_AND_REGISTER:
        first, second = (re.sub(r"\W", "", facts.text(key)) for key in (serial, register))
        if first and first == second:
            yield found(
                "register_number_is_serial",
                register,
                "Số vào sổ trùng số phát hành. / The register number equals the serial.",
            )


def area_is_possible(facts: Facts) -> Iterator[Finding]:
    """A parcel has more than nothing and at most 10 km²."""
    area = facts.number("area_m2")
    if area is not None and not 0 < area <= _LARGEST_AREA:
        yield found("area_out_of_range", "area_m2", "Diện tích ngoài khoảng hợp lý. / Area out of range.")


def number_fits_paper(facts: Facts) -> Iterator[Finding]:
    """The suffix of a number tells the kind of paper; another paper's number is not this one's."""
    for key in _NUMBER_KEYS:
        suffix = re.search(r"[A-Z]+(?=(?:-BS)?$)", facts.text(key).upper())
        papers = _SUFFIXES.get(suffix.group()) if suffix else None
        if papers and facts.doc_type not in papers:
            yield found(
                "number_of_other_paper",
                key,
                "Ký hiệu của số thuộc loại giấy tờ khác. / The number's suffix belongs to another paper.",
            )
