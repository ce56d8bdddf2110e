"""Found files against those known: what each of them needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.ingestion.find import FoundFile, find_files
from assistant.ingestion.members import may_have_members, member_hash, members_of
from assistant.ingestion.missing import match_renamed, note_missing
from assistant.ingestion.plan import IngestPlan
from assistant.ingestion.staging import sha256_of
from assistant.library import Library, StoredFile
from assistant.records.runs import Failure


@dataclass(frozen=True, slots=True)
class _Planning:
    """What is known, and the plan as it grows; ``seen``, ``to_read`` and ``opened`` grow with it."""

    library: Library
    known: Mapping[str, StoredFile]  # by path
    members: Mapping[str, list[StoredFile]]  # known ones, by their container's path
    again: bool
    unread: set[str]  # versions that can be read better now
    plan: IngestPlan
    seen: set[str] = field(default_factory=set)  # paths
    to_read: set[str] = field(default_factory=set)  # versions
    opened: list[Path] = field(default_factory=list)  # containers


def make_plan(
    library: Library, paths: Iterable[Path], known: Mapping[str, StoredFile], again: bool = False
) -> IngestPlan:
    """Compare what is found with what is known. Reads names, times and new files' bytes; writes nothing.

    With ``again``, unchanged files are to be read again, too. Raises AssistantError where none of the
    paths exists.
    """
    found = find_files(paths)
    plan = IngestPlan(unreadable=list(found.problems), warnings=found.warnings)
    members: dict[str, list[StoredFile]] = {}
    for stored in known.values():
        if stored.container:
            members.setdefault(stored.container, []).append(stored)
    unread = library.versions.unread() if library.reads_scans else set()
    planning = _Planning(library, known, members, again, unread, plan)
    for file in found.files:
        if str(file.path) not in planning.seen:
            _consider(planning, file)
    note_missing(plan, found, known, planning.seen, planning.opened)
    match_renamed(plan, known)
    return plan


def _consider(planning: _Planning, file: FoundFile) -> None:
    """Decide what one file needs; a container's members with it."""
    plan, before = planning.plan, planning.known.get(str(file.path))
    planning.seen.add(str(file.path))
    there = before if before is not None and before.status != "gone" else None
    if there and _looks_the_same(file, there) and not _to_try_again(planning, file, there):
        _as_before(planning, file, there)
        return
    digest = _digest(planning, file)
    if digest is None:
        planning.seen.discard(str(file.path))
        return
    plan.hashes[file.path] = digest
    if there and digest and digest == there.sha256 and not _failed_again(planning, there):
        now = replace(there, size=file.size, modified=file.modified, touched=file.touched)
        described = there.described if file.descriptions is None else file.descriptions
        plan.touched.append(replace(now, described=described))
        _as_before(planning, file, now)
        return
    file = _with_attachments(planning, file)
    if file.is_container and not _expand(planning, file):
        return
    if file.is_document:
        # Back as it was, or as a new edition of what stood there before.
        back = before is None or (before.status == "gone" and digest == before.sha256)
        (plan.new if back else plan.changed).append(file)


def _looks_the_same(file: FoundFile, before: StoredFile) -> bool:
    """Whether a file need not be opened to know that its bytes are those of before.

    Size and time alone do not say so: rsync, unzip and Excel give a new file the time of the old one.
    """
    looked = (before.size, before.modified, before.touched)
    return looked == (file.size, file.modified, file.touched)


def _to_try_again(planning: _Planning, file: FoundFile, before: StoredFile) -> bool:
    """A file that could not even be opened may be open now, though it looks the same."""
    if _failed_again(planning, before):
        return True
    huge = file.size > planning.library.isolation.limits.file_bytes
    return before.status == "failed" and not before.sha256 and not huge and not file.container


def _failed_again(planning: _Planning, before: StoredFile) -> bool:
    return planning.again and before.status == "failed"


def _digest(planning: _Planning, file: FoundFile) -> str | None:
    """A file's SHA-256, "" where nobody can tell it now, None where the file went while we looked."""
    isolation = planning.library.isolation
    if file.size > isolation.limits.file_bytes:
        return ""  # hashing a huge file would cost as much as reading
    try:
        return member_hash(isolation, file) if file.container else sha256_of(file.path)
    except FileNotFoundError:
        return None
    except (OSError, UnreadableDocument):
        return ""  # reading it will say why


def _as_before(planning: _Planning, file: FoundFile, before: StoredFile) -> None:
    """The bytes are the same: at most what is said of them changed, or they can be read better."""
    plan = planning.plan
    described = file.descriptions is not None and file.descriptions != before.described
    if before.status == "failed":
        _keep_members(planning, file)
        if described:  # who may see that it failed
            plan.described.append(file)
        plan.unreadable.append(Failure(before.name, before.reason))
        return
    if described:
        plan.hashes[file.path] = before.sha256
        plan.described.append(file)
    if _is_to_be_read(planning, file, before):
        planning.to_read.add(before.sha256)
        plan.reread.append(file)
    elif file.is_document and not described:
        plan.unchanged.append(file)
    if planning.again and _with_attachments(planning, file).attached:
        # Perhaps it was taken in before attachments of PDFs were.
        _expand(planning, replace(file, attached=True))
        return
    for member in planning.members.get(str(file.path), ()):
        if member.status != "gone":
            planning.seen.add(member.path)
            _as_before(planning, _found_before(member, file), member)


def _with_attachments(planning: _Planning, file: FoundFile) -> FoundFile:
    """A file that is to be read, marked where it is a PDF that may hold others, or held some."""
    held = planning.members.get(str(file.path)) and not file.is_container
    limit = planning.library.isolation.limits.file_bytes
    return replace(file, attached=True) if held or may_have_members(file, limit) else file


def _found_before(member: StoredFile, container: FoundFile) -> FoundFile:
    """A member of a container that did not change, as it was found when that was opened."""
    return FoundFile(
        Path(member.path),
        member.name,
        member.size,
        member.modified,
        container.descriptions,
        member.container,
        touched=member.touched,
    )


def _is_to_be_read(planning: _Planning, file: FoundFile, before: StoredFile) -> bool:
    """Whether an unchanged file can be read better now; once, however many names it has."""
    version = before.version
    if not file.is_document or not version or version != before.sha256:
        return False
    wanted = planning.again or version in planning.unread
    return wanted and version not in planning.to_read


def _expand(planning: _Planning, file: FoundFile) -> bool:
    """Decide what each member of a container needs. Whether the container itself can be read."""
    plan = planning.plan
    try:
        members, unopened = members_of(planning.library.isolation, file)
    except UnreadableDocument as refusal:
        _keep_members(planning, file)
        if file.attached:
            reason = f"Its attachments are not read: {refusal}"
            plan.warnings.append(Failure(file.name, reason))
        if file.is_document:
            return True  # it is read on its own; where it fails there, with its own reason
        plan.broken.append((file, str(refusal)))
        return False
    if unopened:
        reason = f"Attachments of PDFs in it are not read: {unopened}"
        plan.warnings.append(Failure(file.name, reason))
    if not file.is_document:
        if not members:
            reason = "No document of a kind that is read is in it."
            plan.warnings.append(Failure(file.name, reason))
        plan.opened.append(_container_row(file, plan.hashes[file.path]))
    planning.opened.append(file.path)
    for member in members:
        _consider(planning, member)
    return True


def _keep_members(planning: _Planning, file: FoundFile) -> None:
    """What a file gave before goes on answering: a broken new one loses nothing."""
    planning.seen.update(member.path for member in planning.members.get(str(file.path), ()))


def _container_row(file: FoundFile, digest: str) -> StoredFile:
    return StoredFile(
        path=str(file.path),
        name=file.name,
        version=None,
        size=file.size,
        modified=file.modified,
        status="present",
        reason="",
        sha256=digest,
        described=file.descriptions or {},
        touched=file.touched,
    )
