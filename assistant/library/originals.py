"""The original files, and the PDFs that LibreOffice made of some, each named by the SHA-256 of a version."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from assistant.errors import LibraryError, UnknownCitation
from assistant.library.versions import Versions

VIEW = ".view.pdf"  # ends the name of the PDF that LibreOffice made of an original


class Originals:
    """Files in ``files`` of a library's folder; copies that are not in place yet lie in ``incoming``."""

    def __init__(self, folder: Path, versions: Versions) -> None:
        self._folder = folder
        self._versions = versions

    def path(self, version: str, suffix: str) -> Path:
        """Where the original of a version lies."""
        return self._folder / "files" / version[:2] / f"{version}{suffix}"

    def file(self, version_id: str) -> Path:
        """The original file. Raises UnknownCitation where it is gone."""
        version = self._versions.get(version_id)
        path = self.path(version.id, self._versions.suffix(version.id))
        if not path.is_file():
            raise UnknownCitation("The original file is missing from the library. Ingest it again.")
        return path

    def shown_file(self, version_id: str) -> Path:
        """The PDF whose pages are shown: the original, or what LibreOffice made of it.

        Raises UnknownCitation where it is gone.
        """
        version = self._versions.get(version_id)
        if not version.view:
            return self.file(version.id)
        path = self.path(version.id, VIEW)
        if not path.is_file():
            raise UnknownCitation("The pages of this document are missing from the library.")
        return path

    def keep(self, source: Path, version: str, suffix: str) -> None:
        """Copy an original into the library: whole or not at all. Raises LibraryError."""
        if self.path(version, suffix).is_file():
            return
        copy = self._folder / "incoming" / version
        try:
            shutil.copyfile(source, copy)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise _no_room(source, self._folder, error) from error
        self.adopt(copy, version, suffix)

    def adopt(self, copy: Path, version: str, suffix: str) -> None:
        """Move a copy that lies in ``incoming`` to its place among the originals."""
        target = self.path(version, suffix)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("rb") as stream:
                os.fsync(stream.fileno())
            os.replace(copy, target)
        except OSError as error:
            raise _no_room(copy, self._folder, error) from error

    def adopt_view(self, made: Path, version: str) -> str:
        """Keep the PDF that LibreOffice made of a version. Its SHA-256, "" where there is none."""
        if not made.is_file():
            return ""
        digest = hashlib.sha256(made.read_bytes()).hexdigest()
        self.adopt(made, version, VIEW)
        return digest


def _no_room(file: Path, folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"A copy of {file.name} could not be kept in {folder}: {error.strerror}. What the library "
        "held is kept. Check the disk's free space, then run again."
    )
