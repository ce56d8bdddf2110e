"""Which document a new file belongs to: its path's, one that a person names, or one that is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from assistant.library import Library, StoredFile
from assistant.library.comparison import shared
from assistant.library.version_matching import (
    Described,
    bare_title,
    described,
    is_newer,
    relation,
)
from assistant.records import Version

CANDIDATES = 8  # documents of the same name whose text is compared


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new version goes. ``past`` says that the document's newest version is newer than it."""

    document: str | None = None
    previous: Version | None = None
    past: bool = False
    note: str = ""


def place_by_path(library: Library, new: Described, before: StoredFile) -> Place:
    """The document that a path gave a version of before.

    A draft that is edited after the final report came, under its own name, stays behind it.
    """
    document = library.documents.of_path(before.path)
    if document is None:
        return Place()
    head = library.documents.newest_version(document)
    behind = head.id != before.version and _given(library, head)
    past = behind and not is_newer(new, described(head))
    return Place(document, head, past)


def place_by_kinship(
    library: Library, new: Described, sentences: Sequence[str], path: str
) -> Place:
    """The document that a file is clearly another version of; a note where it may be one."""
    alike = [
        (share, kind, version)
        for version in _candidates(library, new)
        if (share := shared(library.passages.sentences(version.id), sentences)) is not None
        and (kind := relation(new, described(version), share)) in ("version", "unsure")
    ]
    for wanted in ("version", "unsure"):
        best = max(
            (a for a in alike if a[1] == wanted), key=lambda a: (a[0], a[2].id), default=None
        )
        if best is None:
            continue
        share, _, version = best
        if wanted == "unsure":
            note = (
                f"It may be a version of {version.file} ({share:.0%} of the sentences are the same). "
                f'Both are kept. If it is: assistant ingest "{path}" --replaces "{version.file}"'
            )
            return Place(note=note)
        past = not is_newer(new, described(version))
        order = "an earlier" if past else "a newer"
        note = (
            f"It was taken as {order} version of {version.file}. "
            f'If it is not: assistant separate "{new.file}"'
        )
        return Place(version.document.id, version, past, note)
    return Place()


def _candidates(library: Library, new: Described) -> list[Version]:
    bare = bare_title(new.title)
    if not bare:
        return []
    found = [
        version
        for version in library.versions.with_bare_title(bare, new.title)
        # Asked as if the texts were the same: what is out of the question then need not be read.
        if relation(new, described(version), 1.0) in ("version", "unsure")
    ]
    found.sort(key=lambda v: (-fuzz.ratio(new.title + new.file, v.document.title + v.file), v.id))
    return found[:CANDIDATES]


def has_newer(library: Library, known: Version) -> bool:
    """Whether a file that is there gives a newer version of the document than a known one."""
    head = library.versions.newest(known.id)
    if head.id == known.id or not head.current or not _given(library, head):
        return False
    mine, its = described(known), described(head)
    return is_newer(its, mine) or not is_newer(mine, its)


def given_no_more(library: Library, document: str, path: str) -> list[str]:
    """Current versions of a document that no file but the one at ``path`` gives."""
    return [
        version.id
        for version in library.versions.current(document=document)
        if all(file.path == path for file in library.files.of(version.id))
    ]


def let_go(library: Library, gone: StoredFile, line: tuple[int, dict[str, Any]] | None) -> None:
    """A file is gone, and what it gave answers no more, unless another file gives it.

    Where a file is there that gives an earlier version of the document, that one answers again.
    """
    version = library.versions.get(gone.version or "")
    others = [f for f in library.files.of(version.id) if f.path != gone.path]
    if not version.current or any(other.status == "present" for other in others):
        library.files.put(gone, line)
        return
    for earlier in library.documents.history(version.document.id):
        if earlier.id != version.id and _given(library, earlier):
            library.intake.restore_version(earlier.id, gone, line)
            return
    library.intake.retire([version.id], gone, line)


def _given(library: Library, version: Version) -> bool:
    return any(file.status == "present" for file in library.files.of(version.id))
