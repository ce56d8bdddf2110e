"""Where Tesseract's language data lie, and whether this machine can read by OCR at all."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

LANGUAGES = ("nld", "eng")
NEEDS = "Install Tesseract's Dutch and English data (Debian: tesseract-ocr-nld tesseract-ocr-eng)"
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def data_folder() -> Path | None:
    """Where both languages' data lie: $TESSDATA_PREFIX where it is set, else the usual places."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in map(Path, [named] if named else _FOLDERS):
        for place in (folder, folder / "tessdata"):
            if all((place / f"{language}.traineddata").is_file() for language in LANGUAGES):
                return place
    return None


def ocr_installed() -> bool:
    """Whether the package and the language data are there; nothing is loaded."""
    return find_spec("tesserocr") is not None and data_folder() is not None
