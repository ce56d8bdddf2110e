"""A document as reference managers and reference lists take it: CSL-JSON, BibTeX, RIS, and one line in APA style.

A report of an organisation: the publisher is its author, as the American Psychological Association's manual
(7th edition, 9.11 and 10.4) has it. What a library does not know of a document is left out, never filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from assistant.language.months import MONTH_NAMES
from assistant.records import Document, Language
from assistant.texts import Texts

_BIBTEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_KEY_WORDS = 2  # words of a title in the key of a BibTeX entry


class ReferenceFormat(NamedTuple):
    """How one kind of file is made of documents."""

    media_type: str
    made: Callable[[Iterable[Document]], str]


def as_csl(documents: Iterable[Document]) -> str:
    """CSL-JSON, which Zotero, Mendeley and pandoc read."""
    return json.dumps([_csl(document) for document in documents], ensure_ascii=False, indent=1)


def as_ris(documents: Iterable[Document]) -> str:
    """RIS, which EndNote and most catalogues read: a tag a line, CRLF between them."""
    return "".join(f"{line}\r\n" for document in documents for line in _ris(document))


def as_bibtex(documents: Iterable[Document]) -> str:
    """BibTeX, an entry a document, each with a key of its own."""
    used: dict[str, int] = {}
    return "\n".join(_bibtex(document, used) for document in documents)


def as_apa(document: Document, language: Language, place: str = "") -> str:
    """One line: publisher, date, title, and the place in it.

    >>> as_apa(Document("d", "Monitor", "TNO", "2021-02-15", "monitor", "nl"), "nl", "p. 3")
    'TNO. (2021, 15 februari). Monitor (p. 3).'
    """
    texts = Texts(language)
    title = _line(document.title).rstrip(".")
    where = f" ({place})" if place else ""
    if not document.publisher:
        return f"{title}{where}. ({_apa_date(document, texts)})."
    return f"{_ended(document.publisher)} ({_apa_date(document, texts)}). {title}{where}."


REFERENCES: Mapping[str, ReferenceFormat] = {
    "bib": ReferenceFormat("application/x-bibtex; charset=utf-8", as_bibtex),
    "ris": ReferenceFormat("application/x-research-info-systems; charset=utf-8", as_ris),
    "csl.json": ReferenceFormat("application/vnd.citationstyles.csl+json; charset=utf-8", as_csl),
}


def _csl(document: Document) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": document.id,
        "type": "report",
        "title": _line(document.title),
        "language": document.language,
    }
    if document.publisher:
        entry["author"] = [{"literal": _line(document.publisher)}]
        entry["publisher"] = _line(document.publisher)
    if date := _date(document):
        entry["issued"] = {"date-parts": [date]}
    if document.kind:
        entry["genre"] = _line(document.kind)
    if document.programme:
        entry["collection-title"] = _line(document.programme)
    return entry


def _ris(document: Document) -> list[str]:
    date = _date(document)
    lines = ["TY  - RPRT", f"TI  - {_line(document.title)}"]
    if document.publisher:
        lines += [f"AU  - {_line(document.publisher)}", f"PB  - {_line(document.publisher)}"]
    if date:
        parts = [f"{date[0]:04}", *(f"{part:02}" for part in date[1:])]
        lines += [f"PY  - {date[0]}", "DA  - " + "/".join([*parts, "", "", ""][:3]) + "/"]
    if document.kind:
        lines.append(f"M3  - {_line(document.kind)}")
    if document.programme:
        lines.append(f"T2  - {_line(document.programme)}")
    return [*lines, f"LA  - {document.language}", f"ID  - {document.id}", "ER  - ", ""]


def _bibtex(document: Document, used: dict[str, int]) -> str:
    date = _date(document)
    key = _key(document, date)
    used[key] = used.get(key, 0) + 1
    if used[key] > 1:
        key += f"-{used[key]}"
    fields = {"title": f"{{{_escaped(document.title)}}}"}  # braces keep its capitals
    if document.publisher:
        fields["author"] = f"{{{_escaped(document.publisher)}}}"
        fields["institution"] = _escaped(document.publisher)
    if date:
        fields["year"] = str(date[0])
    if len(date) > 1:
        fields["month"] = str(date[1])
    if document.kind:
        fields["type"] = _escaped(document.kind)
    fields["language"] = {"nl": "dutch", "en": "english"}[document.language]
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@techreport{{{key},\n{''.join(lines)}}}\n"


def _key(document: Document, date: list[int]) -> str:
    """Publisher, year and the first words of the title, in letters that every BibTeX takes."""
    names = [document.publisher, *(str(part) for part in date[:1]), *document.title.split()]
    words = [word for name in names if (word := re.sub(r"[^a-z0-9]", "", name.lower()))]
    kept = words[: _KEY_WORDS + bool(document.publisher) + bool(date)]
    return "-".join(kept)[:60] or "report"


def _date(document: Document) -> list[int]:
    """Year, month and day, as far as they are known; nothing where it is no date."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", document.published[:10])
    return [int(part) for part in match.groups() if part] if match else []


def _apa_date(document: Document, texts: Texts) -> str:
    date = _date(document)
    if not date:
        return texts("apa_undated")
    if len(date) == 1 or not 1 <= date[1] <= len(MONTH_NAMES):
        return str(date[0])
    rest = texts.date(document.published[:10]).rsplit(" ", 1)[0]
    if texts.language == "en" and len(date) == 3:
        rest = " ".join(reversed(rest.split(" ")))
    return f"{date[0]}, {rest}"


def _ended(name: str) -> str:
    return f"{_line(name).rstrip('.')}."


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _line(text).translate(_BIBTEX)
