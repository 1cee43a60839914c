"""One door to all kinds of values: which function normalises which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hoso.pipeline.normalise.civil import (
    normalise_book_kind,
    normalise_ethnicity,
    normalise_marital_status,
    normalise_nationality,
    normalise_register_number,
    normalise_sex,
)
from hoso.pipeline.normalise.dates import normalise_date, normalise_year
from hoso.pipeline.normalise.identity import normalise_id_number, normalise_phone
from hoso.pipeline.normalise.land import (
    normalise_land_register_number,
    normalise_land_serial,
    normalise_land_use_purpose,
    normalise_map_scale,
    normalise_map_sheet_number,
    normalise_parcel_number,
    normalise_time_term,
)
from hoso.pipeline.normalise.names import normalise_name, normalise_people
from hoso.pipeline.normalise.numbers import normalise_area, normalise_count, normalise_money, normalise_weight
from hoso.pipeline.normalise.places import (
    normalise_address,
    normalise_issuer,
    normalise_phrase,
    normalise_text,
)
from hoso.pipeline.normalise.relations import normalise_counts, normalise_relationship
from hoso.pipeline.normalise.result import Normalised

#: Longer texts are cut; no value on a paper is that long, and every pattern stays fast.
_LONGEST = 4000

_BY_KIND: Mapping[str, Callable[[str], Normalised]] = {
    "text": normalise_text,
    "phrase": normalise_phrase,
    "name": normalise_name,
    "people": normalise_people,
    "address": normalise_address,
    "place": normalise_address,
    "issuer": normalise_issuer,
    "date": normalise_date,
    "year": normalise_year,
    "sex": normalise_sex,
    "id_number": normalise_id_number,
    "phone": normalise_phone,
    "area": normalise_area,
    "money": normalise_money,
    "count": normalise_count,
    "counts": normalise_counts,
    "relationship": normalise_relationship,
    "weight": normalise_weight,
    "book_kind": normalise_book_kind,
    "land_serial": normalise_land_serial,
    "land_register_number": normalise_land_register_number,
    "register_number": normalise_register_number,
    "parcel_number": normalise_parcel_number,
    "map_scale": normalise_map_scale,
    "map_sheet_number": normalise_map_sheet_number,
    "ethnicity": normalise_ethnicity,
    "nationality": normalise_nationality,
    "time_term": normalise_time_term,
    "land_use_purpose": normalise_land_use_purpose,
    "marital_status": normalise_marital_status,
}
KINDS: frozenset[str] = frozenset(_BY_KIND)


def normalise(kind: str, text: str) -> Normalised:
    """The value of a read text by its kind (`contract.md` 3); `KeyError` for a kind not in `KINDS`."""
    return _BY_KIND[kind](text[:_LONGEST])
