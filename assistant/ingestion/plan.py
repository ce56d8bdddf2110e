"""What a run will do, before it does anything: found files against those known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.ingestion.find import Found, FoundFile, find_files
from assistant.ingestion.members import member_hash, members_of
from assistant.library import Library, StoredFile
from assistant.records.runs import Failure


@dataclass(slots=True)
class Plan:
    """What a run will do. Files with the same bytes as before cost a stat, and a hash where touched."""

    new: list[FoundFile] = field(default_factory=list)
    changed: list[FoundFile] = field(default_factory=list)
    renamed: list[tuple[StoredFile, FoundFile]] = field(default_factory=list)
    unchanged: list[FoundFile] = field(default_factory=list)
    described: list[FoundFile] = field(default_factory=list)  # only what is said of them changed
    reread: list[FoundFile] = field(default_factory=list)  # unchanged, and can be read better now
    gone: list[StoredFile] = field(default_factory=list)
    long_gone: list[StoredFile] = field(default_factory=list)  # marked so by an earlier run
    unreadable: list[Failure] = field(default_factory=list)  # still, or a folder that is not there
    broken: list[tuple[FoundFile, str]] = field(default_factory=list)  # containers that do not open
    touched: list[StoredFile] = field(default_factory=list)  # same bytes, other time: to be noted
    opened: list[StoredFile] = field(
        default_factory=list
    )  # containers, noted when all else is done
    warnings: list[Failure] = field(default_factory=list)
    hashes: dict[Path, str] = field(default_factory=dict)

    @property
    def work(self) -> list[FoundFile]:
        """What must be read. E-mails come behind their attachments: once an e-mail is in the ledger
        as it is now, nobody looks into it again.
        """
        return sorted([*self.new, *self.changed], key=lambda file: file.is_container)

    def as_json(self) -> dict[str, Any]:
        """The plan in file names."""
        return {
            "new": [file.name for file in self.new],
            "changed": [file.name for file in self.changed],
            "renamed": [[before.name, file.name] for before, file in self.renamed],
            "described": [file.name for file in self.described],
            "reread": [file.name for file in self.reread],
            "unchanged": [file.name for file in self.unchanged],
            "gone": [file.name for file in self.gone],
            "unreadable": [
                {"file": f.file, "reason": f.reason}
                for f in [*self.unreadable, *(Failure(b.name, why) for b, why in self.broken)]
            ],
            "warnings": [{"file": w.file, "reason": w.reason} for w in self.warnings],
        }


def make_plan(
    library: Library, paths: Iterable[Path], known: dict[str, StoredFile], again: bool = False
) -> Plan:
    """Compare what is found with what is known. Reads names, times and new files' bytes; writes nothing.

    With ``again``, unchanged files are to be read again, too. Raises AssistantError where none of the
    paths exists.
    """
    found = find_files(paths)
    planner = _Planner(library, known, found, again)
    return planner.plan()


class _Planner:
    def __init__(
        self, library: Library, known: dict[str, StoredFile], found: Found, again: bool
    ) -> None:
        self._library = library
        self._known = known
        self._found = found
        self._again = again
        self._unread = library.versions.unread() if library.reads_scans else set()
        self._to_read: set[str] = set()  # versions
        self._seen: set[str] = set()
        self._plan = Plan(unreadable=list(found.problems), warnings=found.warnings)
        self._opened: list[Path] = []
        self._members: dict[str, list[StoredFile]] = {}
        for stored in known.values():
            if stored.container:
                self._members.setdefault(stored.container, []).append(stored)

    def plan(self) -> Plan:
        for file in self._found.files:
            if str(file.path) not in self._seen:
                self._consider(file)
        self._missing()
        self._match_renamed()
        return self._plan

    def _consider(self, file: FoundFile) -> None:
        """Decide what one file needs; a container's members with it."""
        plan, before = self._plan, self._known.get(str(file.path))
        self._seen.add(str(file.path))
        same_stat = before is not None and (before.size, before.modified) == (
            file.size,
            file.modified,
        )
        if (
            before
            and before.status != "gone"
            and same_stat
            and not self._to_try_again(file, before)
        ):
            self._as_before(file, before)
            return
        if not self._hash(file):
            return
        digest = plan.hashes[file.path]
        same = bool(digest) and before is not None and digest == before.sha256
        if before and before.status != "gone" and same and not self._failed_again(before):
            touched = replace(before, size=file.size, modified=file.modified)
            plan.touched.append(touched)
            self._as_before(file, touched)
            return
        if file.is_container and not self._expand(file):
            return
        if file.is_document:
            # Back as it was, or as a new edition of what stood there before.
            back = before is None or (before.status == "gone" and digest == before.sha256)
            (plan.new if back else plan.changed).append(file)

    def _to_try_again(self, file: FoundFile, before: StoredFile) -> bool:
        """A file that could not even be opened may be open now, though it looks the same."""
        if self._failed_again(before):
            return True
        huge = file.size > self._library.isolation.limits.file_bytes
        return before.status == "failed" and not before.sha256 and not huge and not file.container

    def _failed_again(self, before: StoredFile) -> bool:
        return self._again and before.status == "failed"

    def _as_before(self, file: FoundFile, before: StoredFile) -> None:
        plan = self._plan
        if before.status == "failed":
            plan.unreadable.append(Failure(before.name, before.reason))
            return
        described = file.described is not None and file.described != before.described
        if described:
            plan.hashes[file.path] = before.sha256
            plan.described.append(file)
        if self._is_to_be_read(file, before):
            self._to_read.add(before.sha256)
            plan.reread.append(file)
        elif file.is_document and not described:
            plan.unchanged.append(file)
        if file.is_container:
            for member in self._members.get(str(file.path), ()):
                if member.status != "gone":
                    self._seen.add(member.path)
                    same = FoundFile(
                        Path(member.path),
                        member.name,
                        member.size,
                        member.modified,
                        file.described,
                        member.container,
                    )
                    self._as_before(same, member)

    def _is_to_be_read(self, file: FoundFile, before: StoredFile) -> bool:
        """Whether an unchanged file can be read better now; once, however many names it has."""
        version = before.version
        if not file.is_document or not version or version != before.sha256:
            return False
        return version not in self._to_read and (self._again or version in self._unread)

    def _expand(self, file: FoundFile) -> bool:
        try:
            members = members_of(self._library.isolation, file)
        except UnreadableDocument as refusal:
            if not file.is_document:
                self._keep_members(file)
                self._plan.broken.append((file, str(refusal)))
                return False
            return True  # an e-mail is read on its own and fails there, with its own reason
        if not file.is_document and not members:
            reason = "No document of a kind that is read is in it."
            self._plan.warnings.append(Failure(file.name, reason))
        if not file.is_document:
            self._plan.opened.append(_container_row(file, self._plan.hashes[file.path]))
        self._opened.append(file.path)
        for member in members:
            self._consider(member)
        return True

    def _keep_members(self, file: FoundFile) -> None:
        """What a container gave before goes on answering: a broken new one loses nothing."""
        self._seen.update(member.path for member in self._members.get(str(file.path), ()))

    def _hash(self, file: FoundFile) -> bool:
        """Note a file's SHA-256; "" where it is too large. Says whether there is anything to do."""
        plan = self._plan
        if file.size > self._library.isolation.limits.file_bytes:
            plan.hashes[file.path] = ""  # hashing a huge file would cost as much as reading
            return True
        try:
            if file.container:
                plan.hashes[file.path] = member_hash(self._library.isolation, file)
            else:
                plan.hashes[file.path] = sha256_of(file.path)
        except FileNotFoundError:
            self._seen.discard(str(file.path))  # it went while we looked
            return False
        except (OSError, UnreadableDocument):
            plan.hashes[file.path] = ""  # reading it will say why
        return True

    def _missing(self) -> None:
        """Known files that are not found are gone, unless nobody could look."""
        plan, found = self._plan, self._found
        blind = [Path(folder) for folder in found.blind]
        for folder in found.folders:
            if not any(file.path.is_relative_to(folder) for file in found.files):
                blind.append(folder)
        looked = [*found.folders, *self._opened]
        kept: dict[Path, int] = {}
        for stored in self._known.values():
            path = Path(stored.path)
            if stored.path in self._seen or not any(path.is_relative_to(f) for f in looked):
                continue
            unseen = next((folder for folder in blind if path.is_relative_to(folder)), None)
            if unseen is not None:
                kept[unseen] = kept.get(unseen, 0) + (stored.status == "present")
            else:
                (plan.long_gone if stored.status == "gone" else plan.gone).append(stored)
        told = {problem.file for problem in found.problems}
        for folder, count in kept.items():
            if count and str(folder) not in told:
                reason = (
                    f"The folder is empty; {count} documents that came from it are kept as they are. "
                    "Is its disk connected? If they should answer no more: assistant retire FILE"
                )
                plan.warnings.append(Failure(str(folder), reason))

    def _match_renamed(self) -> None:
        """A new file with the bytes of one that is gone is that file under another name."""
        plan = self._plan
        gone: dict[str, list[StoredFile]] = {}
        for stored in [*plan.gone, *plan.long_gone]:
            if stored.version and stored.sha256 == stored.version:
                gone.setdefault(stored.sha256, []).append(stored)
        still_new: list[FoundFile] = []
        for file in plan.new:
            before = gone.get(plan.hashes[file.path])
            if before and str(file.path) not in self._known:
                plan.renamed.append((before.pop(0), file))
            else:
                still_new.append(file)
        moved = {stored.path for stored, _ in plan.renamed}
        plan.new = still_new
        plan.gone = [stored for stored in plan.gone if stored.path not in moved]
        plan.long_gone = [stored for stored in plan.long_gone if stored.path not in moved]


def _container_row(file: FoundFile, digest: str) -> StoredFile:
    return StoredFile(
        str(file.path),
        file.name,
        None,
        file.size,
        file.modified,
        "present",
        "",
        digest,
        file.described or {},
    )


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
