"""What production itself knows to be true."""

from __future__ import annotations

from hoso.services import review
from hoso.services.changes import FieldChange
from hoso.services.reviewed import reviewed_papers
from tests.services.world import ONE_PAGE, SURE, World, reviewer


def test_only_what_a_person_approved_counts(world: World) -> None:
    """Approved papers come with their pages and the person's record; untouched and rejected ones do not."""
    approved, waiting, rejected = (world.reviewed(ONE_PAGE + str(n).encode()) for n in range(3))
    world.reviewed(SURE)
    review.correct(world.s, reviewer(), approved, 1, {"full_name": FieldChange("LÊ B")})
    review.approve(world.s, reviewer(), approved, 2)
    review.reject(world.s, reviewer(), rejected, 1, "blurred")

    (paper,) = reviewed_papers(world.s, 10)
    assert paper.id == approved != waiting
    assert paper.document.fields["full_name"].value == "LÊ B"
    assert [page.number for page in paper.pages] == [1]


def test_no_more_than_asked_for(world: World) -> None:
    """The newest papers come first, and only as many as wanted."""
    for number in range(3):
        document_id = world.reviewed(ONE_PAGE + str(number).encode())
        review.approve(world.s, reviewer(), document_id, 1)

    assert len(list(reviewed_papers(world.s, 2))) == 2
    assert len(list(reviewed_papers(world.s, 10))) == 3
