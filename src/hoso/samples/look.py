"""How one paper looks: fonts, leaders, date forms, backgrounds; drawn once per paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from hoso.samples.fonts import HAND, OFFICE, TYPEWRITER, available
from hoso.samples.places import AddressStyle, draw_address_style
from hoso.samples.words import Wording, draw_wording

OLD_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip


def old_tones(text: str) -> str:
    """The same text with the tone mark placed in the old way: hòa -> hoà, Ủy -> Uỷ."""
    for new, old in OLD_TONES.items():
        text = (
            text.replace(new, old)
            .replace(new.upper(), old.upper())
            .replace(new.capitalize(), old.capitalize())
        )
    return text


@dataclass(frozen=True, slots=True)
class Look:
    """The drawn choices of one paper. `hand` is the font of fields filled by hand, empty for none."""

    font: str
    value_font: str
    hand: str
    size_pt: float
    line_height: float
    leaders: str  # none | dots | under | both
    colon: str
    value_css: str
    upper_names: bool
    date_form: str
    empty: str
    old_tone: bool
    background: str
    framed: bool
    sealed: bool
    signed: bool
    grey_label: bool
    addresses: AddressStyle
    wording: Wording


def draw_look(rng: Random, hand: bool = False, **fixed: object) -> Look:
    """A look with the usual things more often; `fixed` are the choices that the form itself makes."""
    font = rng.choice(available(OFFICE))
    value_font = font
    if rng.random() < 0.14:
        value_font = rng.choice(available(TYPEWRITER if rng.random() < 0.6 else OFFICE))
    look = Look(
        font=font,
        value_font=value_font,
        hand=rng.choice(available(HAND)) if hand else "",
        size_pt=rng.choice((12.0, 12.5, 13.0, 13.0, 13.5, 14.0)),
        line_height=rng.choice((1.3, 1.4, 1.5, 1.65, 1.8)),
        leaders=rng.choice(("none", "none", "dots", "dots", "under", "both")),
        colon=rng.choice((": ", ": ", ": ", ": ", " : ", ":  ", " ")),
        value_css=rng.choice(("", "", "font-weight:bold", "font-style:italic", "color:#1a2a7c")),
        upper_names=rng.random() < 0.65,
        date_form=rng.choice(("slash", "slash", "words", "words", "dash", "dot", "short")),
        empty=rng.choice(("-/-", "---", "", "………", "Không", "./.", "-//-")),
        old_tone=rng.random() < 0.35,
        background=rng.choice(("plain", "plain", "guilloche-pink", "guilloche-blue", "guilloche-green",
                               "rosettes-yellow", "rosettes-violet", "guilloche-grey")),
        framed=rng.random() < 0.25,
        sealed=rng.random() < 0.75,
        signed=rng.random() < 0.75,
        grey_label=rng.random() < 0.1,
        addresses=draw_address_style(rng),
        wording=draw_wording(rng),
    )  # fmt: skip
    return replace(look, **fixed)  # type: ignore[arg-type]  # the names are checked by replace itself
