"""What every kind of paper gives: a family to draw from, and the drawn paper as HTML with its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random

import jinja2
from markupsafe import Markup

from hoso.samples import drawings
from hoso.samples.fonts import font_css
from hoso.samples.form import Form, Value
from hoso.samples.look import Look

A4 = (210, 297)
A4_LANDSCAPE = (297, 210)
MARGINS = (16, 17, 14, 24)


@dataclass(frozen=True, slots=True)
class Paper:
    """A drawn paper, not yet rendered: HTML with one `.page` element per page, and the value of each field."""

    doc_type: str
    family: str
    html: str
    values: Mapping[str, Value]
    handwritten: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """What a paper's module hands to its template: the filled form and the template's own choices."""

    form: Form
    choices: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Family:
    """An independent layout of one kind of paper. `held_out` ones are kept for reports only.

    `blank`: a form that nobody has filled in.
    """

    doc_type: str
    name: str
    template: str
    draw: Callable[[Random, Family, bool], Content]
    row: str = "row"  # row | below | table | numbered
    fixed: Mapping[str, object] = field(default_factory=dict)
    size: tuple[int, int] = A4
    margins: tuple[int, int, int, int] = MARGINS
    held_out: bool = False
    blank: bool = False


class Art:
    """The drawn additions of one paper, for its template."""

    def __init__(self, rng: Random, look: Look, body: str) -> None:
        self._rng, self._look, self._body = rng, look, body

    def seal(self) -> Markup:
        """The office's round seal, where the paper is sealed."""
        return Markup(drawings.seal(self._rng, self._body)) if self._look.sealed else Markup("")

    def signature(self) -> Markup:
        """A pen signature, where the paper is signed."""
        return Markup(drawings.signature(self._rng)) if self._look.signed else Markup("")

    def emblem(self, size: str = "5.2em") -> Markup:
        """The emblem of certificates."""
        return Markup(drawings.emblem(size))

    def sketch(self, number: str) -> Markup:
        """A parcel's drawing."""
        return Markup(drawings.parcel_sketch(self._rng, number))

    def qr(self, text: str, size: str = "5em") -> Markup:
        """A QR code."""
        return Markup(drawings.qr_code(text, size))

    def bars(self, text: str) -> Markup:
        """A stacked bar code (PDF417) as wide as the element around it."""
        return Markup(drawings.bar_code(text))

    def extras(self) -> Markup:
        """Now and then a copy stamp or a page number."""
        chance = self._rng.random()
        if chance < 0.08:
            turn = self._rng.uniform(-6, 6)
            place = f"top:{self._rng.uniform(4, 9):.0f}mm;right:{self._rng.uniform(8, 25):.0f}mm"
            text = self._rng.choice(("SAO Y BẢN CHÍNH", "BẢN SAO", "SAO Y"))
            return Markup(f'<div class="stamp" style="{place};transform:rotate({turn:.0f}deg)">{text}</div>')
        return Markup('<div class="foot">1</div>') if chance < 0.12 else Markup("")

    def backdrop(self) -> Markup:
        """The paper's patterned background."""
        return Markup(drawings.background(self._rng, self._look.background))


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("hoso.samples", "templates")
    return jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )


def _css_of(look: Look) -> Markup:
    families = dict.fromkeys((look.font, look.value_font, look.hand))
    return Markup("\n".join(font_css(family) for family in families if family))


def compose(rng: Random, family: Family, hand: bool = False) -> Paper:
    """Draw one paper of the family."""
    content = family.draw(rng, family, hand)
    form, look = content.form, content.form.look
    form.numbered = family.row == "numbered"
    rows = {"row": form.row, "numbered": form.row, "below": form.below, "table": form.table_row}
    art = Art(rng, look, str(content.choices.get("seal_text", "ỦY BAN NHÂN DÂN XÃ ★ HUYỆN ★ TỈNH ★")).upper())
    html = _environment().get_template(family.template).render(
        form=form, look=look, v=content.choices, r=rows[family.row], style=family.row, art=art,
        backdrop=art.backdrop(), font_css=_css_of(look), width=family.size[0], height=family.size[1],
        margins=family.margins, frame_colour=rng.choice(("#a33", "#357", "#444", "#5a8")),
        name_weight=rng.choice(("bold", "bold", "inherit")), dot_space=rng.choice((0, 0, 0.05, 0.1)),
        first_column=rng.randint(28, 40), gutter=rng.randint(6, 14), cell_align=rng.choice(("top", "middle")),
    )  # fmt: skip
    return Paper(family.doc_type, family.name, html, dict(form.values), frozenset(form.handwritten))
