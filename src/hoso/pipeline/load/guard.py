"""The border to the decoding libraries: whatever they raise on damaged bytes becomes an error of ours."""

from __future__ import annotations

import struct
import subprocess
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import pikepdf
from PIL import Image

from hoso.pipeline.load.model import Limits
from hoso.schemas.errors import CorruptFile, TooLarge

#: Damaged bytes make Pillow, pikepdf and OpenCV raise nearly every built-in exception there is.
_DECODER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    subprocess.SubprocessError,
    zlib.error,
    cv2.error,
    pikepdf.PdfError,
    pikepdf.PikepdfError,
)
#: OpenCV's own number for memory that it could not have.
_CV2_NO_MEMORY = -4


@contextmanager
def decoding() -> Iterator[None]:
    """Turn what decoders raise into `CorruptFile` or `TooLarge`, and keep their warnings quiet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (Image.DecompressionBombError, MemoryError) as error:
            raise TooLarge from error
        except _DECODER_ERRORS as error:
            if isinstance(error, cv2.error) and error.code == _CV2_NO_MEMORY:
                raise TooLarge from error
            raise CorruptFile from error


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise before decoding when an image has no pixels or too many."""
    if width < 1 or height < 1:
        raise CorruptFile
    if width * height > limits.max_pixels:
        raise TooLarge
