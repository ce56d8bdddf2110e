"""Documents in a zip, and attachments of an e-mail or a PDF, as files of their own: "bundle.zip/a.pdf"."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath

from assistant.errors import UnreadableDocument
from assistant.ingestion.find import FoundFile
from assistant.reading import Isolation
from assistant.reading.containers import may_hold


def members_of(isolation: Isolation, container: FoundFile) -> tuple[list[FoundFile], str]:
    """(the documents in a container, by name; why PDFs in it were not looked into, else "").

    Raises UnreadableDocument. A PDF that breaks the reader does not take its neighbours with it.
    A member's path is the container's with its name behind it: a name for the ledger, never a place
    on a disk. Names that lead out of the container are taken as plain names.
    """
    path, unopened = str(container.path), ""
    try:
        listed = json.loads(isolation.call("members", path=path))
    except UnreadableDocument as refusal:
        listed = json.loads(isolation.call("members", path=path, closed=True))
        unopened = str(refusal)
    found: dict[str, FoundFile] = {}
    for entry in listed:
        member = str(entry["name"])
        parts = [
            part
            for part in PurePosixPath(member.replace("\\", "/")).parts
            if part not in ("/", "..")
        ]
        if not parts or any(part[:1] in "._~" for part in parts):
            continue
        label = "/".join(parts)
        if label in found:
            continue
        found[label] = FoundFile(
            container.path / label,
            f"{container.name}/{label}",
            int(entry["size"]),
            container.modified,
            container.descriptions,
            str(container.path),
            member,
            container.touched,
        )
    return [found[label] for label in sorted(found)], unopened


def may_have_members(file: FoundFile, limit: int) -> bool:
    """Whether a new or changed PDF may have attachments; reads its bytes, of at most ``limit``."""
    if file.container or file.path.suffix.lower() != ".pdf" or file.size > limit:
        return False
    try:
        return may_hold(file.path)
    except OSError:
        return False  # reading it will say why


def member_hash(isolation: Isolation, member: FoundFile) -> str:
    """Hexadecimal SHA-256 of a member's bytes. Raises UnreadableDocument."""
    data = isolation.call("member", path=member.container, name=member.member)
    return hashlib.sha256(data).hexdigest()
