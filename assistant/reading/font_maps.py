"""Fonts whose map to Unicode says another letter than their encoding: what is copied is not what is seen.

Only fonts with a named encoding can be held against their map; a map from small letters to capitals is of
small capitals, and one to signs of a font of signs. Of a symbolic TrueType font viewers leave the encoding
unread: its codes are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdf

from assistant.reading.pdf_errors import PYPDF_ERRORS

WRONG = 2  # characters from which a map is wrong
SYMBOLIC = 4  # of a font's flags
MOST = 200_000  # bytes of a map
_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
_PLAIN = re.compile(r"/(?:Helvetica|Times|Courier)(?:-\w+)?")  # fonts that every viewer has
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<00([0-9A-Fa-f]{2})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<00([0-9A-Fa-f]{2})>")


def wrongly_mapped(reader: pypdf.PdfReader, count: int) -> frozenset[int]:
    """The indexes of the pages that use such a font."""
    known: dict[int, bool] = {}
    found: set[int] = set()
    for index in range(count):
        try:
            fonts = list(_fonts(reader.pages[index]))
        except PYPDF_ERRORS:
            continue
        for number, font in fonts:
            if number not in known:
                known[number] = _is_wrong(font)
            if known[number]:
                found.add(index)
    return frozenset(found)


def _fonts(page: Any) -> Iterator[tuple[int, Any]]:
    fonts = page.get("/Resources", {}).get_object().get("/Font", {}).get_object()
    for name in fonts:
        held = fonts.raw_get(name)
        yield getattr(held, "idnum", id(held)), held


def _is_wrong(held: Any) -> bool:
    try:
        font = held.get_object()
        mapped = font.get("/ToUnicode")
        if mapped is None or font.get("/Subtype") not in ("/Type1", "/TrueType"):
            return False
        if font["/Subtype"] == "/TrueType" and _is_symbolic(font):
            return False
        encoding = font.get("/Encoding")
        own: set[int] = set()
        if isinstance(encoding, pypdf.generic.DictionaryObject):
            own = _codes_of(encoding.get("/Differences", []))
            encoding = encoding.get("/BaseEncoding")
        named = encoding in _ENCODINGS or (
            encoding is None and _PLAIN.fullmatch(str(font.get("/BaseFont")))
        )
        return bool(named) and _contradictions(mapped.get_object().get_data()[:MOST], own) >= WRONG
    except PYPDF_ERRORS:
        return False


def _is_symbolic(font: Any) -> bool:
    described = font.get("/FontDescriptor")
    return bool(described and int(described.get_object().get("/Flags", 0)) & SYMBOLIC)


def _codes_of(differences: Any) -> set[int]:
    """The codes to which a font gives a meaning of its own."""
    codes: set[int] = set()
    code = 0
    for item in differences:
        if isinstance(item, int):
            code = int(item)
        else:
            codes.add(code)
            code += 1
    return codes


def _contradictions(data: bytes, own: set[int]) -> int:
    """How many letters and digits of ASCII a map says are others; of ``own`` codes nothing is known."""
    pairs: dict[int, int] = {}
    for part in re.findall(rb"beginbfrange(.{0,20000}?)endbfrange", data, re.DOTALL):
        for first, last, start in _RANGE.findall(part):
            codes = range(int(first, 16), int(last, 16) + 1)
            pairs.update(zip(codes, range(int(start, 16), 256), strict=False))
    for part in re.findall(rb"beginbfchar(.{0,20000}?)endbfchar", data, re.DOTALL):
        pairs.update((int(code, 16), int(to, 16)) for code, to in _CHARACTER.findall(part))
    return sum(
        chr(code).lower() != chr(to).lower()
        for code, to in pairs.items()
        if code not in own and code < 128 and to < 128 and chr(code).isalnum() and chr(to).isalnum()
    )
