"""The original files, and the PDFs that LibreOffice made of some, each named by the SHA-256 of a version."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import UnknownCitation
from assistant.library.file_store import FileStore, not_kept, sha256_at
from assistant.library.versions import Versions

VIEW = ".view.pdf"  # ends the name of the PDF that LibreOffice made of an original


class Originals:
    """Files in a store; copies that are not in place yet lie in ``incoming`` of the library's folder."""

    def __init__(self, folder: Path, versions: Versions, store: FileStore) -> None:
        self._folder = folder
        self._versions = versions
        self._store = store

    def seen_in(self, versions: Versions) -> Originals:
        """The originals of some versions alone."""
        return Originals(self._folder, versions, self._store)

    def place(self, version: str, suffix: str) -> str:
        """Where a file of a version lies, for a person."""
        return self._store.place(_name(version, suffix))

    def digest(self, version: str, suffix: str) -> str:
        """SHA-256 of what lies there, "" where nothing does."""
        return self._store.digest(_name(version, suffix))

    def lacking(self, suffixes: Mapping[str, str]) -> set[str]:
        """Those versions, of some with the endings of their originals, whose original is gone."""
        names = {_name(version, suffix): version for version, suffix in suffixes.items()}
        return {names[name] for name in self._store.lacking(names)}

    def remove(self, version: str, suffix: str) -> None:
        self._store.remove(_name(version, suffix))

    def file(self, version_id: str) -> Path:
        """The original. Raises UnknownCitation where it is gone, LibraryUnavailable where it cannot be had, and
        UnreadableDocument where a store gives other bytes."""
        version = self._versions.get(version_id)
        path = self._store.opened(
            _name(version.id, self._versions.suffix(version.id)), digest=version.id
        )
        if path is None:
            raise UnknownCitation("The original file is missing from the library. Ingest it again.")
        return path

    def shown_file(self, version_id: str) -> Path:
        """The PDF whose pages are shown: the original, or what LibreOffice made of it.

        Raises as ``file`` does.
        """
        version = self._versions.get(version_id)
        if not version.view:
            return self.file(version.id)
        path = self._store.opened(_name(version.id, VIEW), digest=version.view)
        if path is None:
            raise UnknownCitation("The pages of this document are missing from the library.")
        return path

    def keep(self, source: Path, version: str, suffix: str) -> None:
        """Copy an original into the library: whole or not at all. Raises LibraryError.

        A source that has other bytes by now is left alone: nothing would put them right again."""
        copy = self._folder / "incoming" / version
        try:
            shutil.copyfile(source, copy)
            if sha256_at(copy) != version:
                copy.unlink()
                return
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise not_kept(source, self._folder, error) from error
        self.adopt(copy, version, suffix)

    def adopt(self, copy: Path, version: str, suffix: str) -> None:
        """Move a copy that lies in ``incoming`` to its place among the originals. Raises LibraryError."""
        self._store.put(copy, _name(version, suffix))

    def adopt_view(self, made: Path, version: str) -> str:
        """Keep the PDF that LibreOffice made of a version. Its SHA-256, "" where there is none."""
        if not made.is_file():
            return ""
        digest = sha256_at(made)
        self._store.put(made, _name(version, VIEW), anew=True)
        return digest


def _name(version: str, suffix: str) -> str:
    return f"{version[:2]}/{version}{suffix}"
