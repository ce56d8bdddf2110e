"""Opening a Word file of which a part is missing or damaged: the rest of it is read."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

_RELATIONS = ".rels"
_NEEDED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/document.xml",
    "word/_rels/document.xml.rels",
)


def opened(data: bytes) -> Any:
    """python-docx's document. Raises what that raises where nothing can be read."""
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        # A part that is named and is not there, or cannot be unpacked.
        return docx.Document(io.BytesIO(_without_lost_parts(data)))


def _without_lost_parts(data: bytes) -> bytes:
    """The file with the parts that can be unpacked, and relations to these alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        sound = dict(_sound_parts(archive))
        for name, part in sound.items():
            held = (
                _with_relations_to(sound.keys(), name, part) if name.endswith(_RELATIONS) else part
            )
            made.writestr(name, held)
    return out.getvalue()


def _sound_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in dict.fromkeys(archive.namelist()):
        try:
            yield name, archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            if name in _NEEDED:
                raise


def _with_relations_to(parts: Any, name: str, data: bytes) -> bytes:
    folder = posixpath.dirname(posixpath.dirname(name))
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for relation in list(root):
        target = relation.get("Target") or ""
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if relation.get("TargetMode") != "External" and place not in parts:
            root.remove(relation)
    made: bytes = etree.tostring(root)
    return made
