"""Which versions answer on, as the files that give them come and go."""

from __future__ import annotations

from assistant.library import Library, StoredFile
from assistant.library.version_matching import described, is_newer
from assistant.records import Version
from assistant.records.runs import RunLine


def has_newer(library: Library, known: Version) -> bool:
    """Whether a file that is there gives a newer version of the document than a known one."""
    head = library.versions.newest(known.id)
    if head.id == known.id or not head.current or not is_given(library, head):
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


def let_go(library: Library, gone: StoredFile, line: RunLine | None) -> None:
    """A file is gone, and what it gave answers no more, unless another file gives it.

    Where a file is there that gives an earlier version of the document, that one answers again.
    """
    version = library.versions.get(gone.version or "")
    others = [f for f in library.files.of(version.id) if f.path != gone.path]
    if not version.current or any(other.status == "present" for other in others):
        library.files.put(gone, line)
        return
    for earlier in library.documents.history(version.document.id):
        if earlier.id != version.id and is_given(library, earlier):
            library.intake.restore_version(earlier.id, gone, line)
            return
    library.intake.retire([version.id], gone, line)


def is_given(library: Library, version: Version) -> bool:
    """Whether a file that is there gives a version."""
    return any(file.status == "present" for file in library.files.of(version.id))
