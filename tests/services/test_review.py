"""A person looks at papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import (
    Claimed,
    Conflict,
    InvalidRequest,
    InvalidTransition,
    NotAllowed,
    NotFound,
)
from hoso.services import papers, review
from hoso.services.access import SYSTEM
from hoso.services.changes import FieldChange, changed
from tests.services.world import SURE, TWO_PAGES, World, clerk, reviewer


def test_correcting_keeps_evidence_and_history(world: World) -> None:
    """A person's value replaces the machine's; what was read, its place and the old value stay known."""
    document_id = world.reviewed()

    after = review.correct(
        world.s,
        reviewer("lan"),
        document_id,
        1,
        {"full_name": FieldChange("NGUYỄN B"), "sex": FieldChange("male")},
    )

    name = after.document.fields["full_name"]
    assert (name.value, name.text, name.page) == ("NGUYỄN B", "one", 1)
    assert (name.source, name.status, name.confidence) == ("person", "accepted", 1.0)
    assert after.document.fields["sex"].value == "male"
    assert (after.version, after.state) == (2, "needs_review")
    first, second = review.history(world.s, reviewer(), document_id)
    assert (first.actor, first.action, first.details["field"]) == ("lan", "corrected", "full_name")
    before: Any = first.details["before"]
    assert (before["value"], before["source"]) == ("NGUYỄN A", "ocr")
    assert second.details["field"] == "sex"


def test_a_person_may_say_that_nothing_can_be_read(world: World) -> None:
    """`missing` and `illegible` have no value and are certain."""
    fields = {
        "full_name": FieldChange.from_json({"status": "illegible", "value": "x"}),
        "sex": FieldChange.from_json(None),
        "hometown": FieldChange.from_json("   "),
    }

    after = review.correct(world.s, reviewer(), world.reviewed(), 1, fields)

    found = {key: (v.value, v.status) for key, v in after.document.fields.items()}
    assert found == {
        "full_name": (None, "illegible"),
        "sex": (None, "missing"),
        "hometown": (None, "missing"),
    }


def test_a_corrected_address_resolves_anew(world: World) -> None:
    """What an address stands for follows the person's value, and goes where nothing can be told."""
    document_id = world.reviewed()
    home = FieldChange("xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giang")

    right = review.correct(world.s, reviewer(), document_id, 1, {"hometown": home})
    gone = review.correct(world.s, reviewer(), document_id, 2, {"hometown": FieldChange("ở đâu đó")})

    derived: Any = right.document.fields["hometown"].derived
    assert (derived["commune"], derived["current"]["province"]) == ("xã Minh Sơn", "Tuyên Quang")
    assert gone.document.fields["hometown"].derived is None


@pytest.mark.parametrize("data", [True, [1], {"status": "sure"}, {"value": {}}, "x" * 2001])
def test_odd_values_are_refused(data: object) -> None:
    """A field's value is text, a number or nothing."""
    with pytest.raises(InvalidRequest):
        FieldChange.from_json(data)


def test_values_are_normalised_as_text() -> None:
    """Composed letters and single spaces, numbers as they are."""
    assert FieldChange.from_json("  Nguyê\u0303n   A ") == FieldChange("Nguyễn A")
    assert FieldChange.from_json(12.5) == FieldChange(12.5)
    assert FieldChange.from_json({"value": "x"}) == FieldChange("x")


def test_unknown_fields_are_refused(world: World) -> None:
    """Only fields that the paper or its type has can be corrected; an empty change is none."""
    document_id = world.reviewed()
    for fields in ({"shoe_size": FieldChange(43)}, {}):
        with pytest.raises(InvalidRequest):
            review.correct(world.s, reviewer(), document_id, 1, fields)


def test_a_type_that_left_the_catalogue_keeps_its_fields(world: World) -> None:
    """Old records stay correctable by the fields that they have."""
    document = world.documents(world.work(world.receive().scan_id).id)[0].document
    catalogue = load_catalogue()
    old = type(document)("gone", 0.9, (1,), "review", dict(document.fields))

    assert changed(old, {"full_name": FieldChange("B")}, catalogue)[0].fields["full_name"].value == "B"


def test_a_stale_version_changes_nothing(world: World) -> None:
    """Whoever saw an older record is told so, and the newer one stays."""
    document_id = world.reviewed()
    review.correct(world.s, reviewer(), document_id, 1, {"full_name": FieldChange("B")})

    for act in (
        lambda: review.correct(world.s, reviewer(), document_id, 1, {"full_name": FieldChange("C")}),
        lambda: review.approve(world.s, reviewer(), document_id, 1),
        lambda: review.reject(world.s, reviewer(), document_id, 1, "x"),
        lambda: review.retype(world.s, reviewer(), document_id, 1, "other"),
    ):
        with pytest.raises(Conflict):
            act()
    assert review.get(world.s, reviewer(), document_id).document.fields["full_name"].value == "B"


def test_approving_the_last_paper_accepts_the_scan(world: World) -> None:
    """The scan follows once all its papers are decided; what was in doubt counts as looked at."""
    first, second = (d.id for d in world.documents(world.work(world.receive(TWO_PAGES).scan_id).id))
    scan_id = first.rpartition("-")[0]

    approved = review.approve(world.s, reviewer(), first, 1)
    assert (approved.state, approved.document.decision) == ("accepted", "accept")
    assert approved.document.fields["full_name"].status == "accepted"
    assert world.scan(scan_id).state == "needs_review"
    review.reject(world.s, reviewer("lan"), second, 1, " mờ ")

    assert world.scan(scan_id).state == "accepted"
    assert world.actions(f"document:{second}") == ["rejected"]
    assert review.history(world.s, reviewer(), second)[0].details == {"reason": "mờ"}
    assert world.actions(f"scan:{scan_id}")[-1] == "accepted"


def test_rejecting_every_paper_rejects_the_scan(world: World) -> None:
    """A scan of which nothing counts is rejected."""
    document_id = world.reviewed()

    review.reject(world.s, reviewer(), document_id, 1, "nhầm hồ sơ")

    assert world.scan(document_id.rpartition("-")[0]).state == "rejected"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_rejecting_needs_a_reason(world: World, reason: str) -> None:
    """The applicant is owed a reason, and a short one."""
    with pytest.raises(InvalidRequest):
        review.reject(world.s, reviewer(), world.reviewed(), 1, reason)


def test_a_decided_paper_stays_decided(world: World) -> None:
    """After the decision nothing changes any more."""
    document_id = world.reviewed(SURE)

    for act in (
        lambda: review.correct(world.s, reviewer(), document_id, 1, {"full_name": FieldChange("C")}),
        lambda: review.approve(world.s, reviewer(), document_id, 1),
    ):
        with pytest.raises(InvalidTransition):
            act()


def test_retype_takes_fields_anew_without_reading(world: World) -> None:
    """The light half runs again on the stored text; the paper stays with the person."""
    document_id = world.reviewed()
    world.engine = lambda attempt: pytest.fail("nothing may be read again")

    after = review.retype(world.s, reviewer(), document_id, 1, "marriage_certificate")

    assert (after.document.doc_type, after.version, after.state) == (
        "marriage_certificate",
        2,
        "needs_review",
    )
    assert review.history(world.s, reviewer(), document_id)[0].details == {
        "before": "birth_certificate",
        "after": "marriage_certificate",
    }
    with pytest.raises(InvalidRequest):
        review.retype(world.s, reviewer(), document_id, 2, "shopping_list")


def test_a_claim_keeps_others_off_until_it_expires(world: World) -> None:
    """One person at a time; a forgotten claim ends by itself."""
    document_id = world.reviewed()
    lan, minh = reviewer("lan"), reviewer("minh")

    held = review.claim(world.s, lan, document_id)
    review.claim(world.s, lan, document_id)
    for act in (
        lambda: review.claim(world.s, minh, document_id),
        lambda: review.correct(world.s, minh, document_id, 1, {"full_name": FieldChange("C")}),
        lambda: review.approve(world.s, minh, document_id, 1),
    ):
        with pytest.raises(Claimed):
            act()
    world.clock.forward(minutes=16)

    assert (held.claimed_by, held.version) == ("lan", 1)
    assert review.claim(world.s, minh, document_id).claimed_by == "minh"
    assert world.actions(f"document:{document_id}") == ["claimed", "claimed"]


def test_a_claim_can_be_let_go_or_taken_over(world: World) -> None:
    """Its holder releases it, a supervisor takes it over, a decision ends it."""
    document_id = world.reviewed()
    lan, minh = reviewer("lan"), reviewer("minh")
    review.claim(world.s, lan, document_id)

    assert review.release(world.s, minh, document_id).claimed_by == "lan"
    with pytest.raises(NotAllowed):
        review.claim(world.s, minh, document_id, take_over=True)
    assert review.claim(world.s, SYSTEM, document_id, take_over=True).claimed_by == "system"
    assert review.release(world.s, SYSTEM, document_id).claimed_by is None
    review.claim(world.s, lan, document_id)
    assert review.approve(world.s, lan, document_id, 1).claimed_by is None


def test_clerks_look_but_do_not_decide(world: World) -> None:
    """A clerk sees the paper and cannot change it."""
    document_id = world.reviewed()
    office = clerk(world.application.office)

    assert review.get(world.s, office, document_id).id == document_id
    for act in (
        lambda: review.approve(world.s, office, document_id, 1),
        lambda: review.claim(world.s, office, document_id),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_other_offices_papers_do_not_exist(world: World) -> None:
    """Papers, images, originals and the list of open work end at the office's border."""
    document_id, elsewhere = world.reviewed(), reviewer("x", "elsewhere")

    for act in (
        lambda: review.get(world.s, elsewhere, document_id),
        lambda: review.claim(world.s, elsewhere, document_id),
        lambda: review.page_image(world.s, elsewhere, document_id, 1),
        lambda: review.original(world.s, elsewhere, document_id),
        lambda: review.pdf(world.s, elsewhere, document_id),
        lambda: review.history(world.s, elsewhere, document_id),
        lambda: review.get(world.s, SYSTEM, "unknown"),
    ):
        with pytest.raises(NotFound):
            act()
    assert review.awaiting(world.s, elsewhere) == []
    assert [d.id for d in review.awaiting(world.s, reviewer("x", world.application.office))] == [document_id]


def test_what_a_reviewer_sees(world: World) -> None:
    """Page images by their number in the upload, the original byte for byte, one PDF per paper, kept."""
    scan = world.work(world.receive(TWO_PAGES).scan_id)
    second = world.documents(scan.id)[1].id

    assert papers.page_image(world.s, reviewer(), second, 2) == b"jpeg 2"
    with pytest.raises(NotFound):
        papers.page_image(world.s, reviewer(), second, 1)
    assert papers.original(world.s, reviewer(), second) == (TWO_PAGES, "application/pdf")
    pdf = papers.pdf(world.s, reviewer(), second)
    assert pdf.decode() == "%PDF Giấy khai sinh [2]"
    world.change(pipeline=None)
    assert papers.pdf(world.s, reviewer(), second) == pdf
    assert world.actions(f"document:{second}") == ["original_fetched", "pdf_fetched", "pdf_fetched"]


def test_a_paper_without_text_has_no_images_yet(world: World) -> None:
    """A paper whose scan lost its text artefact says so instead of guessing a place."""
    document_id = world.reviewed()
    scan_id = document_id.rpartition("-")[0]
    with world.database() as uow:
        uow.scans.save(replace(world.scan(scan_id), text_key=None))
        uow.commit()

    with pytest.raises(InvalidTransition):
        papers.page_image(world.s, reviewer(), document_id, 1)


def test_a_pdf_of_an_unknown_type_is_named_after_it(world: World) -> None:
    """A type that left the catalogue still gives a PDF."""
    document_id = world.reviewed()
    world.change(catalogue=type(world.s.catalogue)({}))

    assert papers.pdf(world.s, reviewer(), document_id).decode() == "%PDF birth_certificate [1]"
