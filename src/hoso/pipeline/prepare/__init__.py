"""Preparation: from the page as it came to an upright, straight, flat page and a clean image for OCR."""

from hoso.pipeline.prepare.tone import ocr_image
from hoso.pipeline.prepare.upright import Upright, stand_upright

__all__ = ["Upright", "ocr_image", "stand_upright"]
