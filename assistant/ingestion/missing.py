"""Known files that are not found: gone, under another name, or where nobody could look."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.ingestion.find import Found, FoundFile
from assistant.ingestion.plan import IngestPlan
from assistant.library import StoredFile
from assistant.records.runs import Failure


def note_missing(
    plan: IngestPlan,
    found: Found,
    known: Mapping[str, StoredFile],
    seen: Collection[str],
    opened: Sequence[Path],
) -> None:
    """Known files that are not found are gone, unless nobody could look.

    ``seen`` are the paths that were looked at, ``opened`` the containers whose members were.
    """
    blind = [Path(folder) for folder in found.blind]
    for folder in found.folders:
        if not any(file.path.is_relative_to(folder) for file in found.files):
            blind.append(folder)
    looked = [*found.folders, *opened]
    kept: dict[Path, int] = {}
    for stored in known.values():
        path = Path(stored.path)
        if stored.path in seen or not any(path.is_relative_to(f) for f in looked):
            continue
        unseen = next((folder for folder in blind if path.is_relative_to(folder)), None)
        if unseen is not None:
            kept[unseen] = kept.get(unseen, 0) + (stored.status == "present")
        else:
            (plan.long_gone if stored.status == "gone" else plan.gone).append(stored)
    reported = {problem.file for problem in found.problems}
    for folder, count in kept.items():
        if count and str(folder) not in reported:
            reason = (
                f"The folder is empty; {count} documents that came from it are kept as they are. "
                "Is its disk connected? If they should answer no more: assistant retire FILE"
            )
            plan.warnings.append(Failure(str(folder), reason))


def _match_respelled(
    plan: IngestPlan, new: Sequence[FoundFile], known: Mapping[str, StoredFile]
) -> list[FoundFile]:
    """A new file at the path of one that is gone, but for how that is spelled, is a change of it.

    "Nota.pdf" and "nota.pdf" are one file to macOS and Windows, as are the two ways to write an é.
    The files that are new indeed are returned.
    """
    moved = {stored.path for stored, _ in plan.renamed}
    gone = {
        _spelled_alike(stored.path): stored
        for stored in [*plan.long_gone, *plan.gone]
        if stored.path not in moved and stored.version and not stored.container
    }
    still_new: list[FoundFile] = []
    for file in new:
        before = gone.pop(_spelled_alike(str(file.path)), None)
        holds = file.is_container and not file.attached
        if before is None or holds or str(file.path) in known:
            still_new.append(file)
            continue
        plan.renamed.append((before, file))
        plan.changed.append(file)
        # Not as it looks now: a run that is cut short must find it changed again.
        plan.respelled[file.path] = replace(
            before, path=str(file.path), name=file.name, status="present", touched=0
        )
    return still_new


def _spelled_alike(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def match_renamed(plan: IngestPlan, known: Mapping[str, StoredFile]) -> None:
    """A new file with the bytes of one that is gone is that file under another name."""
    gone: dict[str, list[StoredFile]] = {}
    for stored in [*plan.gone, *plan.long_gone]:
        if stored.version and stored.sha256 == stored.version:
            gone.setdefault(stored.sha256, []).append(stored)
    still_new: list[FoundFile] = []
    for file in plan.new:
        before = gone.get(plan.hashes[file.path])
        if before and str(file.path) not in known:
            plan.renamed.append((before.pop(0), file))
        else:
            still_new.append(file)
    plan.new = _match_respelled(plan, still_new, known)
    moved = {stored.path for stored, _ in plan.renamed}
    plan.gone = [stored for stored in plan.gone if stored.path not in moved]
    plan.long_gone = [stored for stored in plan.long_gone if stored.path not in moved]
