"""What makes the file an archival one (PDF/A-2b): XMP metadata, output intent, entries of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from hoso.pipeline.compose.model import PdfMeta

#: Our own metadata: the upload's SHA-256 and the types of the papers.
NAMESPACE = "urn:hoso:scan:1/"
_LANGUAGE = "vi-VN"
_CONDITION = "sRGB IEC61966-2.1"
#: Where an ICC profile keeps its date, and the one it gets: the same profile each time.
_ICC_DATE = slice(24, 36)
_FIXED_DATE = b"".join(part.to_bytes(2) for part in (2000, 1, 1, 0, 0, 0))

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
  xmlns:hoso="{namespace}">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer>
{dates}<hoso:sha256>{sha256}</hoso:sha256>
<hoso:documentTypes><rdf:Bag>{doc_types}</rdf:Bag></hoso:documentTypes>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Hoso scan</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>hoso</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>sha256</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>SHA-256 of the upload that this file was made from</pdfaProperty:description>
</rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>documentTypes</pdfaProperty:name>
<pdfaProperty:valueType>bag Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Types of the papers, by the names of the catalogue</pdfaProperty:description>
</rdf:li>
</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(pdf: pikepdf.Pdf, meta: PdfMeta, numbers: Sequence[int]) -> None:
    """Give the PDF everything that PDF/A-2b asks of a whole file; `numbers` are the pages' in the upload."""
    root = pdf.Root
    packet = xmp_packet(meta).encode()
    root["/Metadata"] = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    root["/Lang"] = String(_LANGUAGE)
    root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    root["/PageLabels"] = Dictionary(Nums=_labels(numbers))
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_CONDITION),
        Info=String(_CONDITION),
        DestOutputProfile=pdf.make_stream(_srgb_profile(), N=3),
    )
    root["/OutputIntents"] = Array([pdf.make_indirect(intent)])
    pdf.docinfo["/Title"] = String(meta.title)
    pdf.docinfo["/Producer"] = String(meta.producer)
    if meta.created:
        pdf.docinfo["/CreationDate"] = String(meta.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))


def xmp_packet(meta: PdfMeta) -> str:
    """The metadata as XMP, with the description of our own part that PDF/A demands."""
    created = meta.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00") if meta.created else ""
    return _PACKET.format(
        namespace=NAMESPACE,
        language=_LANGUAGE,
        title=escape(meta.title),
        producer=escape(meta.producer),
        dates=f"<xmp:CreateDate>{created}</xmp:CreateDate>\n" if created else "",
        sha256=escape(meta.sha256),
        doc_types="".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in meta.doc_types),
    )


def _labels(numbers: Sequence[int]) -> Array:
    """Pages called by their number in the upload: a new run wherever the numbers jump."""
    labels = Array()
    for place, number in enumerate(numbers):
        if place == 0 or number != numbers[place - 1] + 1:
            labels.append(place)
            labels.append(Dictionary(S=Name.D, St=number))
    return labels


@cache
def _srgb_profile() -> bytes:
    """The sRGB colour profile, the same bytes each time."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = _FIXED_DATE
    return bytes(profile)
