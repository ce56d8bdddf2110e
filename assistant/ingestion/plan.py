"""Find files and plan what each needs: nothing, a new version, or to be marked as gone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError
from assistant.library.ledger_queries import StoredFile
from assistant.reading.formats import SUFFIXES


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in a folder that is taken in. ``modified`` is in nanoseconds."""

    path: Path
    name: str
    size: int
    modified: int


@dataclass(slots=True)
class Plan:
    """What a run will do."""

    new: list[FoundFile] = field(default_factory=list)
    changed: list[FoundFile] = field(default_factory=list)
    unchanged: list[FoundFile] = field(default_factory=list)
    still_failing: list[StoredFile] = field(default_factory=list)
    gone: list[StoredFile] = field(default_factory=list)
    long_gone: list[StoredFile] = field(default_factory=list)  # marked so by an earlier run
    hashes: dict[Path, str] = field(default_factory=dict)


def find_files(paths: Iterable[Path]) -> Iterator[FoundFile]:
    """The documents in files and folders, by name. Names that start with "." or "_" are left out.

    Raises AssistantError where a path does not exist. A file that is named itself is taken
    whatever its ending; in a folder only known endings count.
    """
    for path in paths:
        path = path.expanduser()
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(f for f in folders if f[:1] not in "._")
                for name in sorted(names):
                    file = Path(folder) / name
                    if name[:1] not in "._~" and file.suffix.lower() in SUFFIXES and file.is_file():
                        yield _found(file, file.relative_to(path).as_posix())
        elif path.is_file():
            yield _found(path, path.name)
        else:
            raise AssistantError(f"There is no file or folder {path}. Check the name.")


def _found(path: Path, name: str) -> FoundFile:
    stat = path.stat()
    return FoundFile(path.resolve(), path.name, stat.st_size, stat.st_mtime_ns)


def make_plan(paths: list[Path], known: dict[str, StoredFile]) -> Plan:
    """Compare the files found with those known. Unchanged ones cost a stat, and a hash where touched."""
    plan = Plan()
    seen: set[Path] = set()
    for file in find_files(paths):
        if file.path in seen:
            continue
        seen.add(file.path)
        before = known.get(str(file.path))
        if before is None:
            plan.new.append(file)
        elif before.status == "gone":
            plan.hashes[file.path] = sha256_of(file.path)
            # Back as it was, or as a new edition of what stood there before.
            back = plan.hashes[file.path] == before.sha256
            (plan.new if back else plan.changed).append(file)
        elif (before.size, before.modified) == (file.size, file.modified):
            _as_before(plan, file, before)
        else:
            plan.hashes[file.path] = sha256_of(file.path)
            if plan.hashes[file.path] == before.sha256:
                _as_before(plan, file, before)
            else:
                plan.changed.append(file)
    folders = [path.expanduser().resolve() for path in paths if path.expanduser().is_dir()]
    for stored in known.values():
        path = Path(stored.path)
        inside = any(path.is_relative_to(folder) for folder in folders)
        if inside and path not in seen:
            (plan.long_gone if stored.status == "gone" else plan.gone).append(stored)
    return plan


def _as_before(plan: Plan, file: FoundFile, before: StoredFile) -> None:
    if before.status == "failed":
        plan.still_failing.append(before)
    else:
        plan.unchanged.append(file)


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
