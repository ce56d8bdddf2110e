"""The versions of a library: those that answer, those that did, and how two of them differ."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import AssistantError
from assistant.library.comparison import side_by_side
from assistant.library.ledger.ledger import Ledger
from assistant.reading import READERS
from assistant.records import Sentence, Version
from assistant.records.runs import SentenceChange

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Versions:
    """Every version of every document. Listed with the newest publication first."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._current: tuple[int, tuple[Version, ...]] = (-1, ())

    def current(self, document: str = "") -> tuple[Version, ...]:
        """Versions that answer now, of one document or of all."""
        if document:
            return self._ledger.versions.find(document=document)
        revision = self._ledger.revision
        known, versions = self._current
        if known != revision:
            versions = self._ledger.versions.find()
            self._current = (revision, versions)
        return versions

    def as_of(self, as_of: str) -> tuple[Version, ...]:
        """Versions that answered at an ISO date or time; "" asks for those that answer now."""
        return self._ledger.versions.find(as_of=moment(as_of)) if as_of else self.current()

    def every(self, document: str = "") -> tuple[Version, ...]:
        """All versions, whether or not they answer, of one document or of all."""
        return self._ledger.versions.find(current_only=False, document=document)

    def get(self, version_id: str) -> Version:
        """By SHA-256 or its first 16 digits. Raises UnknownCitation."""
        return self._ledger.versions.get(version_id)

    def holds(self, version: str) -> bool:
        """Whether the library has a version with this SHA-256."""
        return self._ledger.versions.holds(version)

    def newest(self, version: str) -> Version:
        """The newest version of the document that a version belongs to."""
        document = self._ledger.documents.get(self.get(version).document.id)
        return self.get(document.head)

    def named(self, name: str) -> str:
        """The version that a person means: its file's name or path, or its SHA-256 (8 digits or more).

        Raises AssistantError where there is none, or more than one.
        """
        found = {
            version.id
            for version in self.every()
            if name == version.file or (len(name) >= 8 and version.id.startswith(name))
        }
        paths = {str(Path(name).expanduser().resolve()), name}
        files = self._ledger.files.known().values()
        given = {file.version for file in files if file.version and file.path in paths}
        found = {version for version in given if version} or found
        if len(found) == 1:
            return found.pop()
        if found:
            short = ", ".join(sorted(version[:12] for version in found))
            raise AssistantError(f"{name} may be any of {short}: name one of these versions.")
        raise AssistantError(f"The library holds no version {name}. See: assistant documents")

    def with_bare_title(self, bare: str, title: str) -> list[Version]:
        """Newest versions of the documents whose titles differ by numbers and version marks at most.

        Where there are many such documents they are a series, and only equal titles say anything.
        """
        return self._ledger.versions.with_bare_title(bare, title)

    def suffix(self, version: str) -> str:
        """The ending of its original's name."""
        return self._ledger.versions.suffix(version)

    def described(self, version: str) -> dict[str, str]:
        """What the files beside its file say of it."""
        return self._ledger.versions.described(version)

    def unread(self) -> set[str]:
        """Current versions with pages that stayed without text for want of OCR."""
        return self._ledger.versions.unread()

    def read_by_earlier(self) -> list[Version]:
        """Those that an earlier edition of the readers read, the current ones first."""
        return [self.get(name) for name in self._ledger.versions.read_by_earlier(READERS)]

    def compare(self, old: str, new: str) -> tuple[SentenceChange, ...]:
        """Two versions sentence by sentence: same, changed with its counterpart, added, gone."""
        return side_by_side(self._sentences(old), self._sentences(new))

    def _sentences(self, version: str) -> list[Sentence]:
        passages = self._ledger.passages.of(self.get(version).id)
        return [sentence for passage in passages for sentence in passage.sentences]


def moment(as_of: str) -> str:
    """An ISO date, month, year or time as it compares with the ledger's times in UTC.

    >>> moment("2024-05-01") > "2024-05-01T23:59:59.999999+00:00"
    True
    """
    if _DATE.fullmatch(as_of):
        return f"{as_of}~"  # behind every time of that day, month or year
    try:
        time = datetime.fromisoformat(as_of)
        return time.astimezone(UTC).isoformat(timespec="microseconds")
    except (
        ValueError,
        OverflowError,
    ) as error:  # the first and last hours of time have no other zone
        raise AssistantError(f"{as_of!r} is not a date like 2024-05-01.") from error
