"""Where a library's files lie: a folder of its own, or an object store that machines share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from assistant.errors import LibraryError
from assistant.settings import Settings

OPENED = "opened"  # beside the indexes: copies from an object store, which is asked again where they are gone


class FileStore(Protocol):
    """Files by names such as ``ab/abcd….pdf``. Safe to share between threads and processes."""

    def put(self, copy: Path, name: str, anew: bool = False) -> None:
        """Move a file to its place: whole or not at all. Raises LibraryError.

        A name says what it holds, and what is kept under it may stay; ``anew`` where it does not."""

    def opened(self, name: str, digest: str) -> Path | None:
        """A file of this machine with the bytes of one that is kept; None where there is none.

        ``digest`` is the SHA-256 that it should have. Raises LibraryUnavailable where the store is away,
        UnreadableDocument where it gives other bytes."""

    def lacking(self, names: Iterable[str]) -> set[str]:
        """Those of some names that nothing is kept under. Raises LibraryUnavailable."""

    def digest(self, name: str) -> str:
        """SHA-256 of what is kept, "" where nothing is. Raises LibraryUnavailable."""

    def remove(self, name: str) -> None:
        """Raises LibraryUnavailable."""

    def place(self, name: str = "") -> str:
        """Where it is, for a person."""


def file_store(folder: Path, settings: Settings) -> FileStore:
    """The files of a library in ``folder``. Raises LibraryError where the settings name no store."""
    if not settings.files:
        return FolderFiles(folder / "files")
    from assistant.library.object_files import ObjectFiles

    opened = (settings.indexes or folder / "indexes") / OPENED  # this machine's own
    return ObjectFiles(settings.files, opened, settings.files_opened_megabytes * 1_000_000)


class FolderFiles:
    """Files on a disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, copy: Path, name: str, anew: bool = False) -> None:
        target = self._folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("rb") as stream:
                os.fsync(stream.fileno())
            os.replace(copy, target)
        except OSError as error:
            raise not_kept(copy, self._folder.parent, error) from error

    def opened(self, name: str, digest: str) -> Path | None:
        path = self._folder / name
        return path if path.is_file() else None

    def lacking(self, names: Iterable[str]) -> set[str]:
        return {name for name in names if not (self._folder / name).is_file()}

    def digest(self, name: str) -> str:
        path = self._folder / name
        return sha256_at(path) if path.is_file() else ""

    def remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def place(self, name: str = "") -> str:
        return str(self._folder / name)


def sha256_at(path: Path) -> str:
    """Of a file's bytes, read in pieces. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def not_kept(file: Path, folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"A copy of {file.name} could not be kept in {folder}: {error.strerror}. What the library "
        "held is kept. Check the disk's free space, then run again."
    )
