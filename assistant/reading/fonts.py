"""What PDFium tells of the font of a character: its weight, and its size as printed.

Its weight of a font is a guess from the width of the stems, and some producers write any number
there (4,180 for the body text of a government report): names of fonts come first, and weights that
no font has are not believed.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c

REGULAR = 400
HEAVIEST = 1000  # of the OpenType scale; also what a font is that its name calls bold
_BOLD_NAMES = ("bold", "black", "heavy", "semib")
_REGULAR_NAMES = ("regular", "-regu", "light", "roman")


def font_weight(raw: Any, index: int) -> int:
    """The weight of the font of one of a text page's characters, on the scale of 1 to 1,000."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    if pdfium_c.FPDFText_GetFontInfo(raw, index, buffer, 128, ctypes.byref(flags)):
        name = buffer.value.decode("utf-8", "replace").lower()
        if any(part in name for part in _BOLD_NAMES):
            return HEAVIEST
        if any(part in name for part in _REGULAR_NAMES):
            return REGULAR
    weight = int(pdfium_c.FPDFText_GetFontWeight(raw, index))
    return weight if 0 < weight <= HEAVIEST else REGULAR


def printed_size(raw: Any, index: int, handle: Any) -> float:
    """Font size in points as printed: some producers set size 1 and scale by the matrix."""
    size = float(pdfium_c.FPDFText_GetFontSize(raw, index))
    matrix = pdfium_c.FS_MATRIX()
    if handle and pdfium_c.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        if 0 < scale < 1000:
            return size * float(scale)
    return size
