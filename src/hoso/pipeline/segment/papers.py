"""One scan may hold many papers: which pages belong together."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.fuzz import partial_ratio

from hoso.pipeline.classify.titles import find_titles, title_like
from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row, rows_of
from hoso.pipeline.segment.cards import card_goes_on
from hoso.pipeline.syllables import fold, run_together
from hoso.schemas.catalogue import Catalogue
from hoso.schemas.pages import Page

#: A page that opens a paper shows it in this upper part.
_HEAD_ZONE = 0.45
#: Words on a cover at most, those of a page of changes beside it included.
_COVER_WORDS = 60
#: How alike (0 to 100) a heading of a further page must be.
_SAME_HEADING = 90


def _head(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.box.top < _HEAD_ZONE]


def begins_paper(page: Page, before: Page, catalogue: Catalogue) -> bool:
    """Whether the page is the first of a paper: the motto, a known title, or a title of its own that is no
    heading of the paper before."""
    rows = rows_of([page])
    head = _head(rows)
    if any(is_motto(row.text) for row in head) or find_titles(rows, catalogue):
        return True
    return _has_own_title(rows, head) and not _goes_on(rows, rows_of([before]), catalogue)


def _goes_on(rows: Sequence[Row], before: Sequence[Row], catalogue: Catalogue) -> bool:
    """Whether the page holds a heading that further pages of the paper before are known to have."""
    titles = find_titles(before, catalogue) if before else []
    text = "".join(token.folded for row in rows for token in row.tokens)
    return any(
        partial_ratio("".join(c for c in fold(heading) if c.isalnum()), text) >= _SAME_HEADING
        for title in titles[:1]
        for heading in title.kind.continues
    )


def _has_own_title(rows: Sequence[Row], head: Sequence[Row]) -> bool:
    """A large line in capitals near the middle, as no heading of a section (`II. …`) and no signature is."""
    usual = sorted(row.height for row in rows)[len(rows) // 2] if rows else 0.0
    text = title_like(head)
    for row in head[:6]:
        if row.text != text or row.tokens[0].word.text.rstrip(".)").upper() in _NUMERALS:
            continue
        if len(row.runs()) > 1:
            return False  # `BÊN A     BÊN B`
        return row.height > 1.25 * usual and abs(row.box.centre[0] - 0.5) < 0.12
    return False


_NUMERALS = frozenset(
    {"I", "II", "III", "IV", "V", "VI", "VII", "1", "2", "3", "4", "5", "6", "A", "B", "ĐIỀU"}
)


def _continues(before: Sequence[Page], page: Page, catalogue: Catalogue) -> bool:
    """Whether the page goes on with the paper before it; the two sides of a card have a rule of their own."""
    card = card_goes_on(before, page, catalogue)
    if card is None:
        return not begins_paper(page, before[0], catalogue) or _opens_cover(before, page, catalogue)
    return card


def _opens_cover(before: Sequence[Page], page: Page, catalogue: Catalogue) -> bool:
    """Whether the page is what stands inside the cover before it: a red book of 1993 bears its title on the
    cover, with its serial or nothing else, and often again inside, where its headings are."""
    cover, inside = rows_of(before), rows_of([page])
    if len(before) > 1 or sum(len(row.tokens) for row in cover) > _COVER_WORDS:
        return False
    titles = find_titles(inside, catalogue)
    if not titles:
        covered = find_titles(cover, catalogue)
        return bool(covered and covered[0].kind.folded) and _goes_on(inside, cover, catalogue)
    kind = titles[0].kind
    text = "".join(token.folded for row in cover for token in row.tokens)
    return kind.folded and any(run_together(title) in text for title in kind.titles)


def segment(pages: Sequence[Page], catalogue: Catalogue) -> list[tuple[Page, ...]]:
    """The non-blank pages, grouped into papers in page order; a page that opens no paper continues one.

    A sheet of our own ends the paper before it, whatever the next page looks like.
    """
    papers: list[list[Page]] = []
    cut = True
    for page in pages:
        if page.blank:
            cut = cut or page.role != "paper"
        elif cut or not _continues(papers[-1], page, catalogue):
            papers.append([page])
            cut = False
        else:
            papers[-1].append(page)
    return [tuple(paper) for paper in papers]
