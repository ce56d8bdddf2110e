"""Compares ledger, files and indexes, and says what is wrong in sentences for a person."""

from __future__ import annotations

import time

from assistant.errors import LibraryError
from assistant.library.library import Library
from assistant.library.originals import VIEW
from assistant.reading.accounting import remarks
from assistant.records import Version

PATIENCE = 10.0  # seconds
LOOKED_FOR = 20
"""Passages, each of another document, that are looked for with their own vectors."""
AS_NEAR = 0.999  # cosine of another passage that says the same, word for word


def examine(library: Library) -> list[str]:
    """What is wrong with a library; empty when all is well."""
    deadline = time.monotonic() + PATIENCE
    library.refresh()
    while library.indexes.behind() and time.monotonic() < deadline:
        time.sleep(0.1)  # whoever owns the indexes may be bringing them up to date just now
        library.refresh()
    return [
        *_files(library),
        *_readings(library),
        *_accounts(library),
        *_figures(library),
        *_indexes(library),
    ]


def rebuild_indexes(library: Library) -> None:
    """Make figures and both indexes again from the passages in the ledger; nothing is read or embedded."""
    if not library.own():
        raise LibraryError(
            "Another process is using the library's indexes. Stop the running application first."
        )
    library.figures.derive()
    library.indexes.rebuild()


def _readings(library: Library) -> list[str]:
    earlier = library.versions.read_by_earlier()
    if not earlier:
        return []
    files = ", ".join(version.file for version in earlier[:5])
    more = f" and {len(earlier) - 5} more" if len(earlier) > 5 else ""
    return [
        f"An earlier edition of this program read {files}{more}: their tables have no heads, for one. "
        "Run: assistant reread"
    ]


def _accounts(library: Library) -> list[str]:
    return [
        f"{version.file}: {remark}"
        for version in library.versions.current()
        for remark in remarks(version.account, version.pages)
    ]


def _figures(library: Library) -> list[str]:
    stale = library.figures.stale()
    if not stale:
        return []
    files = ", ".join(sorted(library.versions.get(version).file for version in stale)[:5])
    return [
        f"The figures of {len(stale)} versions ({files}) are not those that this program finds in their "
        "text. Run: assistant doctor --rebuild"
    ]


def _files(library: Library) -> list[str]:
    findings: list[str] = []
    for version in library.versions.every():
        suffix = library.versions.suffix(version.id)
        found = library.originals.digest(version.id, suffix)
        if not found:
            findings.append(
                f"The original of {version.file} is missing from the library. Ingest the file again."
            )
        elif found != version.id:
            place = library.originals.place(version.id, suffix)
            findings.append(
                f"The stored original of {version.file} is not the file that was taken in. "
                f"Delete {place} and ingest the file again."
            )
        if version.view:
            findings += _view(library, version)
    return findings


def _view(library: Library, version: Version) -> list[str]:
    """Of the PDF that LibreOffice made of a version."""
    found, place = (
        library.originals.digest(version.id, VIEW),
        library.originals.place(version.id, VIEW),
    )
    if not found:
        return [f"The pages of {version.file} are missing. Put back {place} from a backup."]
    if found != version.view:
        return [
            f"The pages of {version.file} are not those that were read. Put back {place} from a backup."
        ]
    return []


def _indexes(library: Library) -> list[str]:
    if library.indexes.behind():
        return [
            "The indexes are behind the ledger. Wait a moment, or run: assistant doctor --rebuild"
        ]
    expected = library.passages.current_ids()
    findings: list[str] = []
    for name, held in (
        ("vector", library.indexes.dense.ids()),
        ("word", library.indexes.words.ids()),
    ):
        missing, extra = len(expected - held), len(held - expected)
        if missing or extra:
            findings.append(
                f"The {name} index misses {missing} passages and holds {extra} that it should not. "
                "Run: assistant doctor --rebuild"
            )
    return findings or _lost_vectors(library)


def _lost_vectors(library: Library) -> list[str]:
    """Whether the vector index finds what it holds: Chroma reads its vectors only when it is asked."""
    lost = 0
    for version in library.versions.current()[:LOOKED_FOR]:
        for passage, vector in library.passages.with_vectors(version.id)[:1]:
            found = library.indexes.nearest(vector, passage.language, 5, None)
            lost += not any(name == passage.id or near >= AS_NEAR for name, near in found)
    if not lost:
        return []
    return [
        f"The vector index does not find {lost} passages that it holds. "
        "Run: assistant doctor --rebuild"
    ]
