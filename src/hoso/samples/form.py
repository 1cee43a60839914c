"""Turns the lines of a form into HTML, with every value wrapped alone in an element that names its field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from html import escape
from random import Random

from markupsafe import Markup

from hoso.samples.look import Look, old_tones
from hoso.samples.places import Place
from hoso.samples.words import area_figures, date_words

SLOT = re.compile(r"\[\[([\w.]+)\]\]")
Value = str | float | int


def format_date(day: date, form: str) -> str:
    """A date as forms print it; in `words` January and February and days have a leading zero."""
    if form == "words":
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        return f"ngày {day.day:02d} tháng {month} năm {day.year}"
    if form == "words_padded":
        return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    if form == "short":
        return f"{day.day}/{day.month}/{day.year}"
    separator = {"slash": "/", "dash": "-", "dot": "."}[form]
    return f"{day.day:02d}{separator}{day.month:02d}{separator}{day.year}"


@dataclass(slots=True)
class Form:
    """What one paper prints: per field the text and the value that a reader must find.

    `blank`: nobody has filled the form in, so that only its labels are printed.
    """

    rng: Random
    look: Look
    shown: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    handwritten: set[str] = field(default_factory=set)
    plain: dict[str, str] = field(default_factory=dict)
    numbered: bool = False
    count: int = 0
    blank: bool = False

    def tone(self, text: str) -> str:
        """The text with the paper's placement of tone marks."""
        return old_tones(text) if self.look.old_tone else text

    def put(self, key: str, text: str, value: Value | None = None) -> None:
        """Print `text` for the field; its value is the text itself unless another is given."""
        if self.blank:
            return
        printed = self.tone(text)
        self.shown[key] = printed
        self.values[key] = printed if value is None else value
        if self.look.hand and self.rng.random() < 0.8:
            self.handwritten.add(key)

    def put_sentence(self, key: str, text: str) -> None:
        """A field whose text holds other fields as `[[slots]]`; its value is the whole text as printed."""
        self.put(key, text)
        inner = set(SLOT.findall(self.shown[key]))
        self.values[key] = SLOT.sub(
            lambda slot: self.shown.get(slot[1]) or self.plain.get(slot[1], ""), self.shown[key]
        )
        self.handwritten = self.handwritten | inner if key in self.handwritten else self.handwritten - inner

    def put_name(self, key: str, name: str, upper: bool | None = None) -> None:
        """A person's name, in capitals where the paper does so."""
        self.put(key, name.upper() if (self.look.upper_names if upper is None else upper) else name)

    def put_date(self, key: str, day: date, form: str = "") -> None:
        """A date in the paper's form, or in the given one."""
        self.put(key, format_date(day, form or self.look.date_form), day.isoformat())

    def put_year(self, key: str, day: date, full: bool = False) -> None:
        """A year of birth; some papers print the whole date, the value is the year all the same."""
        self.put(key, format_date(day, self.look.date_form) if full else str(day.year), str(day.year))

    def put_id(self, key: str, digits: str) -> None:
        """An identity number, rarely in groups of four."""
        grouped = len(digits) == 12 and self.rng.random() < 0.06
        text = " ".join(digits[k : k + 4] for k in range(0, 12, 4)) if grouped else digits
        self.put(key, text, digits)

    def put_phone(self, key: str, digits: str) -> None:
        """A phone number, plain or grouped."""
        forms = (
            digits,
            f"{digits[:4]} {digits[4:7]} {digits[7:]}",
            f"{digits[:4]}.{digits[4:7]}.{digits[7:]}",
        )
        self.put(key, self.rng.choice(forms), digits)

    def put_area(self, key: str, area: float) -> None:
        """An area in square metres with the unit beside it, not inside the field."""
        decimals = 0 if float(area).is_integer() and self.rng.random() < 0.5 else 1
        self.put(key, area_figures(area, decimals), area)

    def say_date(self, name: str, day: date) -> None:
        """The date in words under a name of its own (printed, not a field)."""
        self.say(name, date_words(day, self.look.wording, self.rng.random() < 0.15))

    def say(self, name: str, text: str) -> None:
        """A printed text that is no field."""
        self.plain[name] = "" if self.blank else self.tone(text)

    def office(self, place: Place, new: bool) -> str:
        """The registering body in this paper's writing."""
        prefix = self.rng.choice(("Ủy ban nhân dân", "Ủy ban nhân dân", "UBND"))
        return f"{prefix} {self.look.addresses.join(place.levels(new))}"

    def fill(self, text: str) -> Markup:
        """A line's HTML: `Họ và tên: [[full_name]]` becomes a label and a value element."""
        html, last = "", 0
        for slot in SLOT.finditer(text):
            html += self._label(text[last : slot.start()], before_value=True) + self._value(slot.group(1))
            last = slot.end()
        return Markup(html + self._label(text[last:], before_value=False))

    def _label(self, text: str, before_value: bool) -> str:
        if not text:
            return ""
        if before_value and text.endswith(": "):
            text = text[:-2] + self.look.colon
            if self.look.leaders == "both":
                text += "." * self.rng.randint(2, 7)
        return f'<span class="lb">{escape(self.tone(text))}</span>'

    def _value(self, key: str) -> str:
        if key in self.plain:
            text = self.plain[key] or (self.look.empty if self.blank else "")
            return f'<span class="val">{escape(text)}</span>'
        if not self.shown.get(key):
            return f'<span class="val">{escape(self.look.empty)}</span>'
        kind = "val hand" if key in self.handwritten else "val"
        name = " nm" if key.endswith("full_name") else ""
        return f'<span class="{kind}{name}" data-field="{key}">{self._inside(self.shown[key])}</span>'

    def _inside(self, text: str) -> str:
        html, last = "", 0
        for slot in SLOT.finditer(text):
            html += escape(text[last : slot.start()]) + self._value(slot.group(1))
            last = slot.end()
        return html + escape(text[last:])

    def pick(self, *choices: str) -> str:
        """One of the wordings, for labels that differ from print to print."""
        return self.rng.choice(choices)

    def _number(self, text: str) -> str:
        if not self.numbered:
            return text
        self.count += 1
        return f"{self.count}. {text}"

    def row(self, text: str, css: str = "") -> Markup:
        """One line of a form; `||` parts several labels that share the line."""
        text = self._number(text)
        cells = text.split("||")
        if len(cells) == 1:
            return Markup(f'<p class="r {css}">{self.fill(text)}</p>')
        inner = "".join(f'<span class="c">{self.fill(cell.strip())}</span>' for cell in cells)
        return Markup(f'<p class="r rc {css}">{inner}</p>')

    def table_row(self, text: str) -> Markup:
        """A ruled row: the label in the first column, what follows it in the second."""
        rows = ""
        for cell in text.split("||"):
            label, _, rest = cell.strip().partition(": ")
            rows += f"<tr><td>{self.fill(label)}</td><td>{self.fill(rest)}</td></tr>"
        return Markup(rows)

    def below(self, text: str) -> Markup:
        """The label on one line, the value on the next; a shared line becomes columns."""
        cells = [cell.strip().partition(": ") for cell in text.split("||")]
        inner = "".join(
            f'<span class="c"><span class="bl">{self.fill(label)}{":" if ":" in self.look.colon else ""}</span>'
            f'<span class="bv">{self.fill(rest)}</span></span>'
            for label, _, rest in cells
        )
        return Markup(f'<p class="r rc below">{inner}</p>')
