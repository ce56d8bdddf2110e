"""Files in a PDF: those of a portfolio, attachments, and paper clips on its pages.

Runs in the reader process only. Names and sizes in a PDF are what a stranger says: no name is used
as it stands (``containers`` makes it safe), and sizes are counted while unpacking.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from assistant.errors import UnreadableDocument
from assistant.reading.formats import CONTAINERS, SUFFIXES
from assistant.reading.metadata import clean
from assistant.reading.pdf_errors import PYPDF_ERRORS

MAX_LISTED = 20_000  # nodes of the tree of names, marks on pages: each on its own
MAX_PAGES = 3_000  # that are looked at for paper clips
NAMED = 10  # that a warning names
_PIECE = 1 << 16  # bytes; deflate makes at most 64 MB of them
_DAMAGED = "The attachment is damaged or cut off. Get a new copy of the PDF, or of the attachment."
_UNLISTED = "The PDF is damaged where it lists them. Save them from it and add those."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a PDF, packed as it is there; ``name`` is the one that the PDF gives."""

    name: str
    stream: StreamObject

    def size(self, limit: int) -> int:
        """Bytes when unpacked, no more than just over ``limit``; what breaks counts as far as it goes."""
        size = 0
        try:
            for piece in self._pieces(limit):
                size += len(piece)
                if size > limit:
                    return limit + 1
        except UnreadableDocument:
            return size  # whoever takes it out is told why it cannot be
        return size

    def data(self, limit: int) -> bytes:
        """Its bytes. Raises UnreadableDocument where they are more than ``limit``, or damaged."""
        parts: list[bytes] = []
        size = 0
        for piece in self._pieces(limit):
            size += len(piece)
            if size > limit:
                raise UnreadableDocument(
                    f"The file is larger than {limit / 1e6:,.0f} MB, the most that is read. "
                    "Split it into parts."
                )
            parts.append(piece)
        return b"".join(parts)

    def _pieces(self, limit: int) -> Iterator[bytes]:
        try:
            filters, packed = _filters(self.stream), self.stream._data
            if filters == ["/FlateDecode"] and not self.stream.get("/DecodeParms"):
                yield from _inflated(packed, _stated_size(self.stream))
            elif filters:
                yield self.stream.get_data()  # pypdf has limits of its own
            else:
                yield packed
        except (*PYPDF_ERRORS, zlib.error) as error:
            raise UnreadableDocument(_DAMAGED) from error


def attachments(stream: BinaryIO) -> list[Attachment]:
    """All files in a PDF, in its order, each once. Raises UnreadableDocument where they cannot be listed."""
    try:
        reader = pypdf.PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return []  # locked: nobody reads the PDF either
        return _all_of(reader)
    except PYPDF_ERRORS as error:
        raise UnreadableDocument(_UNLISTED) from error


def attachment_warnings(reader: pypdf.PdfReader, taken: bool) -> tuple[str, ...]:
    """What is attached to a PDF and not read. ``taken`` is whether those of known kinds are."""
    try:
        found = _all_of(reader) if taken else list(_once(_listed(reader)))
    except (*PYPDF_ERRORS, UnreadableDocument):
        return ()  # taking them in says why
    names = [clean(attachment.name) or "without a name" for attachment in found]
    read = {*SUFFIXES, *CONTAINERS} if taken else set()
    unread = [name for name in names if PurePath(name).suffix.lower() not in read]
    return (_unread(unread, taken),) if unread else ()


def _unread(names: Sequence[str], kind: bool) -> str:
    """The line about attachments that are not read: for their kind, or for how they are listed."""
    listed = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        listed += f" and {len(names) - NAMED:,} more"
    how = "as PDF and add" if kind else "from the PDF and add"
    if len(names) == 1:
        why = "its kind is not one that is read" if kind else "the PDF lists it in an unusual way"
        return f"The attachment {listed} is not read: {why}. Save it {how} that."
    why = "their kinds are not read" if kind else "the PDF lists them in an unusual way"
    return f"The attachments {listed} are not read: {why}. Save them {how} those."


def _all_of(reader: pypdf.PdfReader) -> list[Attachment]:
    return list(_once([*_listed(reader), *_clipped(reader)]))


def _once(specifications: Sequence[Any]) -> Iterator[Attachment]:
    """Files of file specifications; one that hangs on a page and is listed too comes once."""
    seen: set[int] = set()
    for given in specifications:
        specification = _resolved(given)
        held = _entry(specification, "/EF")
        if not isinstance(held, DictionaryObject):
            continue  # the name of a file elsewhere
        key = next((k for k in ("/UF", "/F", "/Unix", "/DOS", "/Mac") if k in held), "")
        stream = _entry(held, key)
        number = getattr(held.raw_get(key), "idnum", id(stream)) if key else 0
        if isinstance(stream, StreamObject) and number not in seen:
            seen.add(number)
            yield Attachment(_name(specification), stream)


def _name(specification: DictionaryObject) -> str:
    for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac", "/Desc"):
        value = _entry(specification, key)
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        if isinstance(text, str) and text.strip():
            return str(text)
    return ""


def _listed(reader: pypdf.PdfReader) -> list[Any]:
    """The file specifications in the catalogue's tree of names."""
    waiting = [_entry(_entry(reader.root_object, "/Names"), "/EmbeddedFiles")]
    found: list[Any] = []
    visited: set[int] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, DictionaryObject) or id(node) in visited:
            continue
        visited.add(id(node))
        pairs, kids = _entry(node, "/Names"), _entry(node, "/Kids")
        found += list(pairs)[1::2] if isinstance(pairs, list) else []
        waiting += [_resolved(kid) for kid in reversed(kids)] if isinstance(kids, list) else []
        _check(len(found) + len(visited) + len(waiting))
    return found


def _clipped(reader: pypdf.PdfReader) -> list[Any]:
    """The file specifications of paper clips on pages."""
    found: list[Any] = []
    looked = 0
    for index in range(min(len(reader.pages), MAX_PAGES)):
        marks = _entry(reader.pages[index], "/Annots")
        for given in marks if isinstance(marks, list) else []:
            looked += 1
            if looked > MAX_LISTED:
                return found  # a form of a tax office has 600 a page
            mark = _resolved(given)
            if _entry(mark, "/Subtype") == "/FileAttachment":
                found.append(_entry(mark, "/FS"))
    return found


def _check(count: int) -> None:
    if count > 2 * MAX_LISTED:
        raise UnreadableDocument(
            f"The PDF lists more than {MAX_LISTED:,} files. Save them from it and add the documents."
        )


def _entry(holder: Any, key: str) -> Any:
    return holder[key] if isinstance(holder, DictionaryObject) and key in holder else None


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _filters(stream: StreamObject) -> list[str]:
    named = _entry(stream, "/Filter")
    if named is None:
        return []
    return [str(_resolved(f)) for f in named] if isinstance(named, list) else [str(named)]


def _stated_size(stream: StreamObject) -> int | None:
    size = _entry(_entry(stream, "/Params"), "/Size")
    return int(size) if isinstance(size, int) else None


def _inflated(packed: bytes, stated: int | None) -> Iterator[bytes]:
    """Raises UnreadableDocument where the end is missing."""
    unpacking = zlib.decompressobj()
    size = 0
    for start in range(0, len(packed), _PIECE):
        piece = unpacking.decompress(packed[start : start + _PIECE])
        size += len(piece)
        yield piece
        if unpacking.eof:
            return
    if size != stated:  # some leave out no more than the checksum
        raise UnreadableDocument(_DAMAGED)
