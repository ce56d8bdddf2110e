"""Documents inside a zip, and attachments of an e-mail, as files of their own: "bundle.zip/a.pdf"."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath

from assistant.ingestion.find import FoundFile
from assistant.reading import Isolation


def members_of(isolation: Isolation, container: FoundFile) -> list[FoundFile]:
    """The documents in a container, by name. Raises UnreadableDocument.

    A member's path is the container's with its name behind it: a name for the ledger, never a place
    on a disk. Names that lead out of the container are taken as plain names.
    """
    listed = json.loads(isolation.call("members", path=str(container.path)))
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
    return [found[label] for label in sorted(found)]


def member_hash(isolation: Isolation, member: FoundFile) -> str:
    """Hexadecimal SHA-256 of a member's bytes. Raises UnreadableDocument."""
    data = isolation.call("member", path=member.container, name=member.member)
    return hashlib.sha256(data).hexdigest()
