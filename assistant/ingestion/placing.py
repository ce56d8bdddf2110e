"""Which document a new file belongs to: its path's, one that a person names, or one that is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from assistant.library import Library
from assistant.library.comparison import shared
from assistant.library.ledger.queries import StoredFile
from assistant.library.version_matching import Described, bare_title, is_newer, relation
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
    document = library.ledger.document_of_path(before.path)
    if document is None:
        return Place()
    head = library.ledger.version(library.ledger.document(document).head)
    behind = head.id != before.version and _given(library, head)
    past = behind and not is_newer(new, library.described(head))
    return Place(document, head, past)


def place_by_kinship(
    library: Library, new: Described, sentences: Sequence[str], path: str
) -> Place:
    """The document that a file is clearly another version of; a note where it may be one."""
    alike = [
        (share, kind, version)
        for version in _candidates(library, new)
        if (share := shared(library.sentences(version.id), sentences)) is not None
        and (kind := relation(new, library.described(version), share)) in ("version", "unsure")
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
        past = not is_newer(new, library.described(version))
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
        for version in library.ledger.versions_with_bare_title(bare, new.title)
        # Asked as if the texts were the same: what is out of the question then need not be read.
        if relation(new, library.described(version), 1.0) in ("version", "unsure")
    ]
    found.sort(key=lambda v: (-fuzz.ratio(new.title + new.file, v.document.title + v.file), v.id))
    return found[:CANDIDATES]


def has_newer(library: Library, known: Version) -> bool:
    """Whether a file that is there gives a newer version of the document than a known one."""
    head = library.newest(known.id)
    if head.id == known.id or not head.current or not _given(library, head):
        return False
    mine, its = library.described(known), library.described(head)
    return is_newer(its, mine) or not is_newer(mine, its)


def given_no_more(library: Library, document: str, path: str) -> list[str]:
    """Current versions of a document that no file but the one at ``path`` gives."""
    return [
        version.id
        for version in library.ledger.versions(document=document)
        if all(file.path == path for file in library.ledger.files_of(version.id))
    ]


def let_go(library: Library, gone: StoredFile, line: tuple[int, dict[str, Any]] | None) -> None:
    """A file is gone, and what it gave answers no more, unless another file gives it.

    Where a file is there that gives an earlier version of the document, that one answers again.
    """
    ledger = library.ledger
    version = library.version(gone.version or "")
    others = [f for f in ledger.files_of(version.id) if f.path != gone.path]
    if not version.current or any(other.status == "present" for other in others):
        ledger.put_file(gone, line)
        return
    for earlier in library.history(version.document.id):
        if earlier.id != version.id and _given(library, earlier):
            ledger.restore_version(earlier.id, gone, line)
            return
    ledger.retire([version.id], gone, line)


def _given(library: Library, version: Version) -> bool:
    return any(file.status == "present" for file in library.ledger.files_of(version.id))
