"""Files that hold files: zips, e-mails and PDFs with attachments.

Everything in such a file comes from strangers: names may climb out of a folder, sizes may lie,
and a few kilobytes may unpack to any number of bytes. Names are made safe here once, sizes are
counted while unpacking, and a container within a container is opened one level deep.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from assistant.errors import UnreadableDocument
from assistant.reading.formats import CONTAINERS, SUFFIXES, is_message, office_kind
from assistant.reading.zip_safety import BROKEN, is_bomb, is_plain

MAX_ENTRIES = 20_000  # all that a zip lists
MAX_MEMBERS = 2_000  # of which documents
MAX_UNPACKED = 1_000_000_000  # bytes, everything in one container together
MAX_NAME = 200  # characters
_PDF, _HEAD = b"%pdf-", 1024  # stands in the first bytes of one
_ATTACHED = b"/EmbeddedFile"
_NONE = "/"  # the name of no member
_PIECE = 1 << 20  # bytes

_BOMB = (
    "The zip unpacks to far more than it should and is not opened. "
    "Unpack it yourself and add the files."
)
_DAMAGED = "The zip is damaged or cut off. Get a new copy, or unpack it and add the files."
_LOCKED = "The zip is locked with a password. Unpack it and add the files."
_GONE = "The container holds no such file (any more). Add it again."


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in a container: its safe name, its size in bytes, and its bytes, up to a limit."""

    name: str
    size: Callable[[], int]
    data: Callable[[int], bytes]


def may_hold(path: Path) -> bool:
    """Whether a file may be a PDF with files in it, at the cost of reading its bytes.

    What is in a PDF is a stream, and the entries of a stream are never packed: every program that
    attaches a file writes this name there, or in a list that is not packed.
    """
    with path.open("rb") as stream:
        before = stream.read(_HEAD)
        if _PDF not in before.lower():
            return False
        while piece := stream.read(_PIECE):
            if _ATTACHED in before + piece:
                return True
            before = piece[-len(_ATTACHED) :]
    return _ATTACHED in before


def members(path: Path, limit: int, closed: bool = False) -> list[dict[str, str | int]]:
    """Documents in a container as {"name", "size"}; those of one within it as "inner.zip/name".

    ``limit`` is the largest file that is read, in bytes; with ``closed``, PDFs in it are not looked
    into. A file of another kind holds none.
    A name that ends in .zip is one that is not opened: reading it says why.
    Raises UnreadableDocument for a damaged container and for a bomb.
    """
    found: list[dict[str, str | int]] = []
    unpacked = 0
    with path.open("rb") as stream:
        for name, held in _members(stream, limit, _NONE if closed else ""):
            size = held.size()
            unpacked += size
            if len(found) == MAX_MEMBERS or unpacked > MAX_UNPACKED:
                raise UnreadableDocument(
                    f"It holds more than {MAX_MEMBERS:,} documents or {MAX_UNPACKED // 10**9} GB. "
                    "Unpack it and add the files in parts."
                )
            found.append({"name": name, "size": size})
    return found


def member(path: Path, name: str, limit: int) -> bytes:
    """The bytes of one of the ``members``, by its name as listed there."""
    with path.open("rb") as stream:
        for free, held in _members(stream, limit, name):
            if free == name:
                return held.data(limit)
    raise UnreadableDocument(_GONE)


def _members(stream: BinaryIO, limit: int, wanted: str = "") -> Iterator[tuple[str, _Member]]:
    """The documents by a name that none before has; a PDF that cannot hold ``wanted`` stays closed."""
    taken: set[str] = set()
    for held in _with_inner(_listed(stream, limit), limit, wanted.casefold()):
        name = _free(held.name, taken)
        taken.add(name.casefold())
        yield name, held


def _with_inner(outer: Sequence[_Member], limit: int, wanted: str) -> Iterator[_Member]:
    """The documents, and those of the containers among them, one level deep.

    A zip that cannot be opened, or lies deeper, is listed itself: whoever reads it is told why not.
    """
    for held in outer:
        suffix = Path(held.name).suffix.lower()
        if suffix in SUFFIXES:
            yield held
        if suffix not in {*CONTAINERS, ".pdf"}:
            continue
        # To unpack all PDFs of a zip for each of its members would cost its square.
        if suffix == ".pdf" and wanted and not wanted.startswith(f"{held.name.casefold()}/"):
            continue
        try:
            inner = _listed(io.BytesIO(held.data(limit)), limit)
        except UnreadableDocument:
            if suffix not in SUFFIXES:
                yield held
            continue
        for part in inner:
            if Path(part.name).suffix.lower() in {*SUFFIXES, *CONTAINERS}:
                yield replace(part, name=f"{held.name}/{part.name}")


def _listed(stream: BinaryIO, limit: int) -> list[_Member]:
    """All files of one container, with safe names; those that hide, or are links, left out."""
    head = stream.read(4096)
    stream.seek(0)
    if head.startswith(b"PK"):
        archive = _opened(stream)
        if "mimetype" in archive.namelist() or office_kind(archive.namelist()):
            return []  # a document itself, whatever is embedded in it
        named = [_packed(archive, e) for e in archive.infolist() if not _is_left_out(e)]
    elif is_message(head):
        named = _of_message(stream.read())
    elif _PDF in head[:_HEAD].lower():
        named = _of_pdf(stream.read(), limit)
    else:
        return []
    return [held for held in named if held.name and not _hides(held.name)]


def _packed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Member:
    name = safe_member_name(entry.filename)
    return _Member(name, lambda: entry.file_size, lambda limit: _unpacked(archive, entry, limit))


def _of_message(message: bytes) -> list[_Member]:
    from assistant.reading.mail import attachments

    def held(name: str, data: bytes) -> _Member:
        return _Member(safe_member_name(name), lambda: len(data), lambda _: data)

    return [held(name, data) for name, data in attachments(message)]


def _of_pdf(pdf: bytes, limit: int) -> list[_Member]:
    if _ATTACHED not in pdf:
        return []
    from assistant.reading.pdf_attachments import attachments

    return [
        _Member(safe_member_name(held.name), partial(held.size, limit), held.data)
        for held in attachments(io.BytesIO(pdf))
    ]


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    """A zip whose listing makes sense. Raises UnreadableDocument for a bomb, before unpacking."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableDocument(
            f"The zip holds more than {MAX_ENTRIES:,} files. Unpack it and add the documents."
        )
    if is_bomb(entries, MAX_UNPACKED):
        raise UnreadableDocument(_BOMB)
    return archive


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    if entry.flag_bits & 1:
        raise UnreadableDocument(_LOCKED)
    if not is_plain(entry):
        raise UnreadableDocument(
            "The zip is packed in an unusual way. Unpack it and add the files."
        )
    if entry.file_size > limit:
        raise UnreadableDocument(
            f"The file is {entry.file_size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB is read. "
            "Split it into parts."
        )
    try:
        with archive.open(entry) as stream:
            data = stream.read(limit + 1)
    except BROKEN as error:
        raise UnreadableDocument(_DAMAGED) from error
    if len(data) > limit:
        raise UnreadableDocument(_BOMB)
    return data


def _is_left_out(entry: zipfile.ZipInfo) -> bool:
    """Folders and symbolic links: a link names a file of the machine that unpacks it."""
    return entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16)


def _hides(name: str) -> bool:
    """What a folder's files are left out for, too: names that start with a dot, an underscore or a tilde."""
    return any(part[:1] in "._~" for part in name.split("/"))


def safe_member_name(name: str) -> str:
    """A relative path that stays where it is put, "" where nothing is left of it.

    >>> safe_member_name("../../etc/a.pdf"), safe_member_name(r"C:\\\\reports\\b.pdf")
    ('etc/a.pdf', 'reports/b.pdf')
    """
    text = name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/")
    text = "".join(c for c in text if c.isprintable())
    parts = (re.sub(r'[:*?"<>|]', "_", part).strip(" ") for part in _without_drive(text).split("/"))
    kept = [part for part in parts if part.strip(".")]
    if not kept:
        return ""
    stem, dot, suffix = kept[-1].rpartition(".")
    if dot and len(kept[-1]) > MAX_NAME:
        kept[-1] = stem[: MAX_NAME - len(suffix) - 1] + dot + suffix[:16]
    return "/".join(part[:MAX_NAME] for part in kept[-8:])


def _without_drive(text: str) -> str:
    return re.sub(r"^(?:/*[A-Za-z]:)+", "", text)


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered where it was given before (also in other capitals)."""
    path = name
    number = 1
    while path.casefold() in taken:
        number += 1
        head, dot, suffix = name.rpartition(".")
        path = f"{head} ({number}){dot}{suffix}"
    return path
