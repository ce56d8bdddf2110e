"""The documents in files and folders, at the cost of a stat a file, with what lies beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError
from assistant.ingestion.sidecar import CORPUS, SIDECAR, Descriptions
from assistant.reading.formats import CONTAINERS, SUFFIXES
from assistant.records.runs import Failure


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in a folder that is taken in, or a member of a container. ``modified`` is in ns."""

    path: Path
    name: str
    size: int
    modified: int
    # What the files beside it say of it; None where they cannot be read: as it was before.
    descriptions: dict[str, str] | None = field(default_factory=dict)
    container: str = ""  # path of the zip or e-mail that holds it
    member: str = ""  # its name in there

    @property
    def is_container(self) -> bool:
        return not self.container and self.path.suffix.lower() in CONTAINERS

    @property
    def is_document(self) -> bool:
        """Whether it has text of its own: an e-mail has, a zip has not."""
        return bool(self.container) or self.path.suffix.lower() != ".zip"


@dataclass(slots=True)
class Found:
    """What a look into folders brought, and where looking was not possible."""

    files: list[FoundFile] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)  # that were asked for and are there
    blind: list[str] = field(default_factory=list)  # below these, nothing is known: not "gone"
    problems: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> Found:
    """The documents below some paths, by name. Names that start with "." or "_" are left out.

    Raises AssistantError where none of the paths exists. A file that is named itself is taken
    whatever its ending; in a folder only known endings count.
    """
    found, missing = Found(), []
    for path in paths:
        path = path.expanduser().resolve()
        if path.is_dir():
            found.folders.append(path)
            _walk(path, Descriptions(found.warnings), found)
        elif path.is_file():
            descriptions = Descriptions(found.warnings)
            descriptions.enter(path.parent, {CORPUS, path.name + SIDECAR})
            stat = path.stat()
            found.files.append(
                FoundFile(
                    path,
                    path.name,
                    stat.st_size,
                    stat.st_mtime_ns,
                    descriptions.of(path.parent, path.name),
                )
            )
        else:
            missing.append(path)
            found.blind.append(str(path))
            found.problems.append(Failure(str(path), _missing(path)))
    if missing and not found.folders and not found.files:
        raise AssistantError(_missing(missing[0]))
    return found


def _missing(path: Path) -> str:
    return f"There is no file or folder {path}. Check the name, and whether its disk is connected."


def _walk(root: Path, descriptions: Descriptions, found: Found) -> None:
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
            inside = _look(Path(folder), entries, descriptions, found)
        except OSError as error:
            # Not "empty": a share that does not answer must not make its documents vanish.
            found.blind.append(folder)
            reason = f"The folder cannot be read: {error.strerror}. What came from it is kept."
            found.problems.append(Failure(folder, reason))
            continue
        if all(entry.name.startswith(".") for entry in entries):
            found.blind.append(folder)  # so looks a share that is not mounted
        folders += reversed(inside)


def _look(
    folder: Path, entries: list[os.DirEntry[str]], descriptions: Descriptions, found: Found
) -> list[str]:
    names = {entry.name for entry in entries}
    descriptions.enter(folder, names)
    inside: list[str] = []
    for entry in entries:
        name = entry.name
        if name[:1] in "._~":
            continue
        ending = f".{name.rpartition('.')[2].lower()}"
        if entry.is_dir():
            inside.append(entry.path)
        elif (ending in SUFFIXES or ending in CONTAINERS) and entry.is_file():
            stat = entry.stat()
            found.files.append(
                FoundFile(
                    Path(entry.path),
                    name,
                    stat.st_size,
                    stat.st_mtime_ns,
                    descriptions.of(folder, name),
                )
            )
    return inside
