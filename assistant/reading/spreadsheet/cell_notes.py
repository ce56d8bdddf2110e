"""The notes that hang on cells of a sheet: remarks beside the table, read as its notes."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any

from lxml import etree

from assistant.reading.metadata import clean
from assistant.reading.spreadsheet.sheet_structure import Place, place_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THREADED = (
    "[Threaded comment]"  # stands before what newer versions of Excel write, with how to see it
)
MOST = 500


def notes_of(archive: zipfile.ZipFile, sheet: str) -> dict[Place, str]:
    """The notes of the sheet that is kept under this name in the workbook, by their cells."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found: dict[Place, str] = {}
    for relation in _parsed(archive.read(relations)):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target") or "")).lstrip(
            "/"
        )
        kind = (relation.get("Type") or "").rpartition("/")[2]
        if kind != "comments" or target not in archive.namelist():
            continue
        for comment in list(_parsed(archive.read(target)).iter(f"{_MAIN}comment"))[:MOST]:
            place = place_of(comment.get("ref") or "")
            text = clean("".join(part.text or "" for part in comment.iter(f"{_MAIN}t")))
            if text.startswith(_THREADED):
                text = text.rpartition("Comment:")[2].strip()
            if place and text:
                found[place] = text
    return found


def has_pivot(archive: zipfile.ZipFile, sheet: str) -> bool:
    """Whether a pivot table stands in the sheet: its style gives cells a ground."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    return relations in archive.namelist() and b"pivotTable" in archive.read(relations)


def _parsed(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return etree.fromstring(data, parser)
