"""The catalogue of document types: data files, one per type, loaded once into frozen values.

A type is described by its titles, the labels of its fields in every form year, and where on the paper a
value without a label stands. Adding a type is adding a file under `catalogue_data/`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, cast

Zone = Literal["any", "head", "body", "foot"]
Finder = Literal[
    "label",
    "place_date",
    "pattern",
    "signer",
    "issuer",
    "heading",
    "cited",
    "side",
    "notary_number",
    "place_line",
]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a type: its key (`contract.md` 4), kind of value, and the ways to find it.

    `labels` are printed labels of all form years. A key with a dot belongs to a group (`mother.…`);
    `opens` marks the label that begins the group on the paper. `cues` are phrases that lead to the value
    inside running text. `zone` says where the field may stand: above the title or close under it (`head`),
    below (`body`), or in the last third (`foot`). `last` prefers the last place found over the first.
    `suffixes` end the value (`45/TLKS-BS`): without one the label is rather that of a required field which
    shares it. `unsure`: where only the finder gives the value, a person must look at it. `side` is the
    one of a card that prints it, where that is always the same. `only_with` names words of
    which the value of another field has one where this one is surely the paper's; elsewhere it needs a look.
    """

    key: str
    kind: str
    label_vi: str
    required: bool = False
    labels: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    opens: bool = False
    multiline: bool = False
    zone: Zone = "any"
    find: Finder = "label"
    last: bool = False
    suffixes: tuple[str, ...] = ()
    unsure: bool = False
    side: str = ""
    only_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def group(self) -> str:
        """The group of the key, or an empty string for the paper's own fields."""
        return self.key.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class CodeSpec:
    """What a machine-readable code on the paper says about its fields.

    Its text is cut at `separator` into `parts`, each the key of a field (empty: none of ours), where the
    first part matches `first`; further parts are passed over. `patterns` instead find a field's value
    anywhere in the text: a regular expression whose first group it is.
    """

    kinds: tuple[str, ...]
    separator: str = ""
    first: str = ""
    parts: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class DocumentType:
    """One kind of paper and how to know it.

    `titles` are the printed titles, `numbering` suffixes of its number (`/TLKS`), `markers` phrases that
    other types lack, `stops` printed labels that end a value but are no field of ours, `stop_cues` such
    phrases inside running text (`running`: the paper is set in it; `folded`: its front may show no more than
    the title), `valid_from` the day the oldest form came into use, `columns` the headings of columns that
    each hold a group (`Bên nữ` → `wife`), `continues` headings of further pages.
    `sections` are phrases after which a group's labels follow (an empty group: the paper's own fields), and
    `unread` labels that a group has in print but not among our fields, which are no other group's either.
    `sides` are, for a card, the phrases that only one of its sides bears; `codes` what its codes say.
    """

    doc_type: str
    title_vi: str
    title_en: str
    legal_source: str = ""
    titles: tuple[str, ...] = ()
    numbering: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    stop_cues: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    running: bool = False
    folded: bool = False
    valid_from: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: tuple[CodeSpec, ...] = ()
    fields: tuple[FieldSpec, ...] = ()

    def field(self, key: str) -> FieldSpec:
        """The field of that key; `KeyError` when the type has none."""
        for spec in self.fields:
            if spec.key == key:
                return spec
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All document types by name."""

    types: Mapping[str, DocumentType]

    def get(self, doc_type: str) -> DocumentType:
        """The type of that name; `KeyError` when the catalogue has none."""
        return self.types[doc_type]

    def __contains__(self, doc_type: object) -> bool:
        return doc_type in self.types


#: What the sorting bin is called; it has no titles and no fields.
OTHER = DocumentType("other", "Giấy tờ khác", "Other paper")


def parse_document_type(data: Mapping[str, Any]) -> DocumentType:
    """One type from the data of its file; `KeyError` or `TypeError` when the file is not well formed."""
    fields = tuple(
        FieldSpec(
            **{
                **item,
                "labels": tuple(item.get("labels", ())),
                "cues": tuple(item.get("cues", ())),
                "suffixes": tuple(item.get("suffixes", ())),
                "only_with": {key: tuple(words) for key, words in item.get("only_with", {}).items()},
            }
        )
        for item in data.get("fields", ())
    )
    lists = {
        name: tuple(data.get(name, ()))
        for name in ("titles", "numbering", "markers", "stops", "stop_cues", "continues")
    }
    groups = {
        name: {group: tuple(texts) for group, texts in data.get(name, {}).items()}
        for name in ("columns", "sections", "unread", "sides")
    }
    return DocumentType(
        doc_type=data["doc_type"],
        title_vi=data["title_vi"],
        title_en=data["title_en"],
        legal_source=data.get("legal_source", ""),
        running=data.get("running", False),
        folded=data.get("folded", False),
        valid_from=data.get("valid_from", ""),
        codes=tuple(_code_spec(item) for item in data.get("codes", ())),
        fields=fields,
        **cast("dict[str, Any]", lists | groups),
    )


def _code_spec(item: Mapping[str, Any]) -> CodeSpec:
    lists = {"kinds": tuple(item["kinds"]), "parts": tuple(item.get("parts", ()))}
    return CodeSpec(**{**item, **lists})


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """The catalogue shipped with the package."""
    folder = resources.files("hoso.schemas") / "catalogue_data"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    types = [parse_document_type(tomllib.loads(f.read_text(encoding="utf-8"))) for f in files]
    return Catalogue({t.doc_type: t for t in [*types, OTHER]})
