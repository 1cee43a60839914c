// Between what people in Vietnam type and the values that records keep.

const SEXES = { Nam: "male", Nữ: "female" };

/** `5/3/1998` as `1998-03-05`, `3/1998` as `1998-03`; anything else as it stands. */
function date(text) {
  const parts = text.split(/[/.\-\s]+/).filter(Boolean);
  if (!parts.every((part) => /^\d+$/.test(part)) || !/^\d{4}$/.test(parts.at(-1) || "") || parts.length > 3) return text;
  const [year, ...rest] = parts.reverse();
  return [year, ...rest.map((part) => part.padStart(2, "0"))].join("-");
}

/** `1.234,5` as a number; anything that is none as it stands. */
function number(text) {
  const plain = text.replace(/\s|m2|m²/gi, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** The value that a typed text stands for; `null` for an empty field. */
export function valueOf(kind, typed) {
  const text = typed.normalize("NFC").trim().replace(/\s+/g, " ");
  if (!text) return null;
  if (kind === "date") return date(text);
  if (kind === "sex") return SEXES[text] || text;
  if (kind === "area" || kind === "money") return number(text);
  if (kind === "id_number" || kind === "phone") return text.replace(/[\s.]/g, "");
  return text;
}
