"""How a printed line shows what it is: bullets, numbers, captions, dotted contents, footnotes."""

from __future__ import annotations

import re

BULLETS = "•▪◦●○■□–—‣⁃∙·\uf0b7\uf0a7\uf0d8\uf02d\uf076"
# Some mark items with what means something before a number: "> 5 %".
_SIGN = r"[>»➢➤►▶→✓✔✗✘]\s+(?=[^\W\d_])"
LIST_MARK = re.compile(
    rf"^(?:[{BULLETS}\-*]\s+|{_SIGN}|(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s+(?=\S))"
)
SIGN = re.compile(_SIGN)
CAPTION_START = re.compile(
    r"^(?:(?:figuur|tabel|grafiek|figure|table|chart)\s+[\dA-Z]|(?:bron|bronnen|sources?)\s?:)",
    re.IGNORECASE,
)
SOURCES = re.compile(r"^(?:bron|bronnen|source|sources)\s?:", re.IGNORECASE)
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]*$|…{2,}\s*\d*$")
NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.\d?)\s+[A-ZÀ-Ý]")
SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\d{1,3})?$")
FOOTNOTE_START = re.compile(r"^\[?\d{1,3}\]?\s*\S")
