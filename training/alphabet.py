"""The letters that the line reader knows, in the order of the network's outputs; output 0 is "no letter"."""

from __future__ import annotations

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_CONSONANTS = "bcdđfghjklmnpqrstvwxz"
_SIGNS = ".,:;?!()[]/\\-–+*=%&'’\"“”<>°²…_#@|☐☑☒"

LETTERS = "".join(
    dict.fromkeys("0123456789" + _VOWELS + _VOWELS.upper() + _CONSONANTS + _CONSONANTS.upper() + _SIGNS)
)
