"""A file's bytes are copied into the library first, and read from there.

Whatever happens to the keeper's file meanwhile, the text, the original and the digest that names
them are of the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.errors import LibraryError
from assistant.ingestion.find import FoundFile
from assistant.library import Library
from assistant.library.originals import VIEW
from assistant.reading import Isolation

ADOPTED = ".adopted"  # ends the name of a mark: this original is there, its version not yet
_PIECE = 1 << 20  # bytes


def staged_path(file: FoundFile, incoming: Path) -> Path:
    """Where a file's copy lies while it is taken in."""
    name = hashlib.sha256(str(file.path).encode("utf-8", "surrogateescape")).hexdigest()
    return incoming / f"{name}{file.path.suffix.lower()}"


def view_beside(content: Path) -> Path:
    """Where the PDF that LibreOffice makes of a staged copy lies."""
    return content.with_suffix(".view.pdf")


def throw_away(file: FoundFile, incoming: Path) -> None:
    """Delete what is left of a file's copy."""
    content = staged_path(file, incoming)
    content.unlink(missing_ok=True)
    view_beside(content).unlink(missing_ok=True)


def clear_incoming(library: Library) -> None:
    """Throw away what a killed run left: half copies, and originals that never became versions."""
    for path in (library.folder / "incoming").iterdir():
        with contextlib.suppress(OSError):
            if path.name.endswith(ADOPTED):
                version, dot, suffix = path.name.removesuffix(ADOPTED).partition(".")
                if not library.versions.holds(version):
                    for ending in (dot + suffix, VIEW):
                        library.originals.remove(version, ending)
            path.unlink()


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stage(isolation: Isolation, file: FoundFile, incoming: Path) -> tuple[Path, str]:
    """(the copy, its SHA-256). The caller moves or deletes it.

    Raises OSError where the file cannot be read, UnreadableDocument where a container does not give
    it, and LibraryError where the library has no room.
    """
    path, digest = staged_path(file, incoming), hashlib.sha256()
    if file.container:
        data = isolation.call("member", path=file.container, name=file.member)
        digest.update(data)
        _write(path, [data])
        return path, digest.hexdigest()
    with file.path.open("rb") as source:

        def pieces() -> Iterator[bytes]:
            while piece := source.read(_PIECE):
                digest.update(piece)
                yield piece

        _write(path, pieces())
    return path, digest.hexdigest()


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    taken = iter(pieces)
    while True:
        piece = next(taken, None)  # an error in here is the file's, one below the library's
        if piece is None:
            break
        try:
            with path.open("ab") as target:
                target.write(piece)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise LibraryError(
                f"There is no room for a copy in {path.parent}: {error.strerror}. What the library "
                "held is kept. Free some space on its disk, then run again."
            ) from error
    path.touch()
