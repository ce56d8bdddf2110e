"""The documents of a library: which one a person means, its versions, and a person's word on it."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import AssistantError
from assistant.library.ledger.ledger import Ledger
from assistant.records import Version


class Documents:
    """Reports as people know them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def named(self, name: str) -> str:
        """The document that a person means: its id, its title, a file's name or path, or a version.

        Raises AssistantError where there is none, or more than one.
        """
        name = name.strip()
        found: set[str] = set()
        for version in self._ledger.versions.find(current_only=False):
            names = {version.document.id, version.document.title, version.file, version.id}
            if name in names or (len(name) >= 8 and version.id.startswith(name)):
                found.add(version.document.id)
        for file in self._ledger.files.known().values():
            names = {file.path, file.name, file.path.rsplit("/", 1)[-1]}
            if file.version and names & {name, str(Path(name).expanduser().resolve())}:
                found.add(self._ledger.versions.get(file.version).document.id)
        if len(found) == 1:
            return found.pop()
        if found:
            raise AssistantError(
                f"{name} may be any of {', '.join(sorted(found))}: name one of these documents."
            )
        raise AssistantError(f"The library holds no document {name}. See: assistant documents")

    def of_path(self, path: str) -> str | None:
        """The document that a file path last gave a version to."""
        return self._ledger.documents.of_path(path)

    def newest_version(self, document: str) -> Version:
        """Raises UnknownCitation where there is no such document."""
        return self._ledger.versions.get(self._ledger.documents.get(document).head)

    def history(self, document: str) -> tuple[Version, ...]:
        """All versions of a document, the newest first."""
        head = self._ledger.documents.get(document).head
        versions = self._ledger.versions.find(current_only=False, document=document)
        return tuple(
            sorted(versions, key=lambda v: (v.id == head, v.valid_from or v.added), reverse=True)
        )

    def overrides(self, document: str) -> dict[str, str]:
        """Which fields of its description a person has set, and to what."""
        return self._ledger.documents.get(document).overrides

    def retired(self) -> tuple[Version, ...]:
        """The newest versions of documents that a person has retired."""
        return tuple(
            self._ledger.versions.get(head) for head in self._ledger.documents.retired_heads()
        )
