"""Pages with real codes on them, as a scanner sees them."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp
from zxingcpp import BarcodeFormat

from hoso.pipeline.prepare.ink import Pixels

FORMATS = {
    "qr": BarcodeFormat.QRCode,
    "datamatrix": BarcodeFormat.DataMatrix,
    "pdf417": BarcodeFormat.PDF417,
    "code128": BarcodeFormat.Code128,
    "code39": BarcodeFormat.Code39,
}
#: Pixels of a 200 dpi page that one module of each code takes.
MODULE = {"qr": 3, "datamatrix": 4, "pdf417": 3, "code128": 3, "code39": 3}


def code_image(kind: str, text: str, module: int = 0) -> Pixels:
    """The code alone with its quiet zone, black on white."""
    drawn = zxingcpp.create_barcode(text, FORMATS[kind])
    image = np.array(zxingcpp.write_barcode_to_image(drawn, scale=module or MODULE[kind]), np.uint8)
    return image if image.shape[0] > 60 else np.repeat(image, 3, axis=0)


def page_with(*codes: tuple[str, str], size: tuple[int, int] = (1654, 2339), noise: float = 4.0) -> Pixels:
    """A grey page of that width and height with the codes below one another, soft and grainy as scanned."""
    page = np.full((size[1], size[0]), 238, np.uint8)
    top = 200
    for kind, text in codes:
        image = code_image(kind, text)
        height, width = image.shape
        page[top : top + height, 180 : 180 + width] = np.clip(image * 0.8 + 30, 0, 238)
        top += height + 160
    soft = cv2.GaussianBlur(page, (0, 0), 0.7)
    grain = np.random.default_rng(7).normal(0, noise, soft.shape)
    return np.asarray(np.clip(soft + grain, 0, 255), np.uint8)
