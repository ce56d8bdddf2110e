"""The documents in files and folders, at the cost of a stat a file, with what lies beside them.

Links are followed, but every folder is looked into once and every file taken once: as itself where
it is found so, by its link else.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError
from assistant.ingestion.sidecar import CORPUS, SIDECAR, Descriptions
from assistant.reading.formats import CONTAINERS, SUFFIXES
from assistant.records.runs import Failure


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in a folder that is taken in, or a member of a container.

    ``modified`` and ``touched`` are in ns: the time of its content, which whoever copies or unpacks
    it can set, and the time of its entry on the disk (ctime), which nobody can.
    """

    path: Path
    name: str
    size: int
    modified: int
    # What the files beside it say of it; None where they cannot be read: as it was before.
    descriptions: dict[str, str] | None = field(default_factory=dict)
    container: str = ""  # path of the zip, e-mail or PDF that holds it
    member: str = ""  # its name in there
    touched: int = 0
    attached: bool = False  # a PDF that has attachments, or had

    @property
    def is_container(self) -> bool:
        return self.attached or (not self.container and self.path.suffix.lower() in CONTAINERS)

    @property
    def is_document(self) -> bool:
        """Whether it has text of its own: an e-mail and a PDF have, a zip has not."""
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
    walk = _Walk(found)
    for path in paths:
        path = path.expanduser().resolve()
        if path.is_dir():
            found.folders.append(path)
            walk.below(path, Descriptions(found.warnings))
        elif path.is_file():
            descriptions = Descriptions(found.warnings)
            descriptions.enter(path.parent, {CORPUS, path.name + SIDECAR})
            found.files.append(_found(path, path.stat(), descriptions))
        else:
            missing.append(path)
            found.blind.append(str(path))
            found.problems.append(Failure(str(path), _missing(path)))
    if missing and not found.folders and not found.files:
        raise AssistantError(_missing(missing[0]))
    walk.follow_links()
    return found


def _missing(path: Path) -> str:
    return f"There is no file or folder {path}. Check the name, and whether its disk is connected."


def _found(path: Path, stat: os.stat_result, descriptions: Descriptions) -> FoundFile:
    return FoundFile(
        path,
        path.name,
        stat.st_size,
        stat.st_mtime_ns,
        descriptions.of(path.parent, path.name),
        touched=stat.st_ctime_ns,
    )


@dataclass(slots=True)
class _Walk:
    """Looks into folders: first into those that are there themselves, then where links lead."""

    found: Found
    looked: dict[Path, Path] = field(default_factory=dict)  # real folder -> how it was come upon
    real: set[Path] = field(default_factory=set)  # files, where they are themselves
    links: list[tuple[Path, Descriptions]] = field(default_factory=list)

    def below(self, root: Path, descriptions: Descriptions) -> None:
        """Every folder below one. ``root`` may be a link's name: what it holds is named after that."""
        places = [(root, root.resolve())]
        while places:
            folder, real = places.pop()
            if real in self.looked:
                continue
            self.looked[real] = folder
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                # Not "empty": a share that does not answer must not make its documents vanish.
                self._blind(folder, f"The folder cannot be read: {error.strerror}.")
                continue
            if all(entry.name.startswith(".") for entry in entries):
                self.found.blind.append(str(folder))  # so looks a share that is not mounted
            inside = self._look(folder, real, entries, descriptions)
            places += [(folder / name, real / name) for name in reversed(inside)]

    def _look(
        self,
        folder: Path,
        real: Path,
        entries: Sequence[os.DirEntry[str]],
        descriptions: Descriptions,
    ) -> list[str]:
        """Take a folder's files, put its links by, and name the folders in it."""
        descriptions.enter(folder, {entry.name for entry in entries})
        inside: list[str] = []
        for entry in entries:
            if entry.name[:1] in "._~":
                continue
            try:
                if entry.is_symlink():
                    self.links.append((folder / entry.name, descriptions))
                elif entry.is_dir():
                    inside.append(entry.name)
                elif _is_wanted(entry.name) and entry.is_file():
                    self._take(folder / entry.name, real / entry.name, entry.stat(), descriptions)
            except OSError as error:  # it went, or its disk did, while we looked
                self._blind(folder / entry.name, f"It cannot be read: {error.strerror}.")
        return inside

    def _take(
        self, path: Path, real: Path, stat: os.stat_result, descriptions: Descriptions
    ) -> None:
        if real not in self.real:
            self.real.add(real)
            self.found.files.append(_found(path, stat, descriptions))

    def follow_links(self) -> None:
        """What only links lead to. A link to what was seen already, or above it, brings nothing."""
        while self.links:
            link, descriptions = self.links.pop(0)
            try:
                real = link.resolve(strict=True)
                if real.is_dir():
                    self._follow_folder(link, real, descriptions)
                elif _is_wanted(link.name) and real.is_file():
                    self._take(link, real, link.stat(), descriptions)
            except FileNotFoundError:
                continue  # it leads nowhere: as if it were not there
            except (OSError, RuntimeError) as error:  # RuntimeError: a loop, until Python 3.13
                if isinstance(error, OSError) and error.errno != errno.ELOOP:
                    self._blind(link, f"It cannot be read: {error.strerror}.")
                else:
                    reason = "It is a link that leads back to itself, and to no file. Delete it."
                    self.found.warnings.append(Failure(link.name, reason))

    def _follow_folder(self, link: Path, real: Path, descriptions: Descriptions) -> None:
        if link.parent.resolve().is_relative_to(real):
            reason = f"It is a link back to {real}, the folder that it is in; it is not followed."
        elif real in self.looked:
            reason = f"It is a link to {self.looked[real]}; what is there is taken once."
        else:
            self.below(link, descriptions)
            return
        self.found.warnings.append(Failure(link.name, reason))

    def _blind(self, place: Path, what: str) -> None:
        self.found.blind.append(str(place))
        self.found.problems.append(Failure(str(place), f"{what} What came from it is kept."))


def _is_wanted(name: str) -> bool:
    ending = f".{name.rpartition('.')[2].lower()}"
    return ending in SUFFIXES or ending in CONTAINERS
