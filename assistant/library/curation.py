"""What keepers do with documents: describe, retire, restore, join and separate them, and compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import AssistantError
from assistant.library.citations import cite
from assistant.library.comparison import pair, side_by_side
from assistant.library.descriptions import checked
from assistant.library.ledger.ledger import Ledger
from assistant.library.ledger.queries import StoredDocument
from assistant.library.vectoriser import Vectoriser
from assistant.library.version_matching import Described
from assistant.records import Citation, Sentence, Version
from assistant.records.runs import Fate, IngestRun, SentenceChange

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Keeping:
    """The part of a library that its keepers use."""

    ledger: Ledger
    vectoriser: Vectoriser

    # Descriptions

    def set_metadata(self, document: str, fields: Mapping[str, str | None]) -> Version:
        """A person's word on a document: it holds whatever files say, now and later.

        None takes a person's word back. Returns the newest version as it is described now. Raises
        WrongMetadata or UnknownCitation. Where the title changes, this document alone is embedded
        again; nothing is read again.
        """
        known = self.ledger.document(document)
        said = dict(known.said)
        for field, value in fields.items():
            name, text = checked(field, "-" if value is None and field == "title" else value or "")
            if value is None:
                said.pop(name, None)
            else:
                said[name] = text
        self.ledger.say(document, said)
        self.mend_contexts(document)
        return self.ledger.version(known.head)

    def said_of(self, document: str) -> dict[str, str]:
        """Which fields a person has set, and to what."""
        return self.ledger.document(document).said

    def mend_contexts(self, document: str = "") -> int:
        """Embed documents again whose title is not the one that they were embedded with.

        Says how many. It is safe to end at any moment: the next call goes on.
        """
        stale = self.ledger.stale_contexts(document)
        for version, title in stale:
            found = [passage for passage, _ in self.ledger.version_passages(version)]
            made = self.vectoriser.embed(title, found)
            rows = zip(found, made.vectors, made.sentences, made.tokens, strict=True)
            self.ledger.put_vectors(version, title, list(rows))
        return len(stale)

    # Documents and their versions

    def document_named(self, name: str) -> str:
        """The document that a person means: its id, its title, a file's name or path, or a version.

        Raises AssistantError where there is none, or more than one.
        """
        name = name.strip()
        found: set[str] = set()
        for version in self.ledger.versions(current_only=False):
            names = {version.document.id, version.document.title, version.file, version.id}
            if name in names or (len(name) >= 8 and version.id.startswith(name)):
                found.add(version.document.id)
        for file in self.ledger.files().values():
            names = {file.path, file.name, file.path.rsplit("/", 1)[-1]}
            if file.version and names & {name, str(Path(name).expanduser().resolve())}:
                found.add(self.ledger.version(file.version).document.id)
        if len(found) == 1:
            return found.pop()
        if found:
            raise AssistantError(
                f"{name} may be any of {', '.join(sorted(found))}: name one of these documents."
            )
        raise AssistantError(f"The library holds no document {name}. See: assistant documents")

    def version_named(self, name: str) -> str:
        """The version that a person means: its file's name or path, or its SHA-256 (8 digits or more).

        Raises AssistantError where there is none, or more than one.
        """
        found = {
            version.id
            for version in self.ledger.versions(current_only=False)
            if name == version.file or (len(name) >= 8 and version.id.startswith(name))
        }
        paths = {str(Path(name).expanduser().resolve()), name}
        given = {f.version for f in self.ledger.files().values() if f.version and f.path in paths}
        found = {version for version in given if version} or found
        if len(found) == 1:
            return found.pop()
        if found:
            short = ", ".join(sorted(version[:12] for version in found))
            raise AssistantError(f"{name} may be any of {short}: name one of these versions.")
        raise AssistantError(f"The library holds no version {name}. See: assistant documents")

    def history(self, document: str) -> tuple[Version, ...]:
        """All versions of a document, the newest first."""
        head = self.ledger.document(document).head
        versions = self.ledger.versions(current_only=False, document=document)
        return tuple(
            sorted(versions, key=lambda v: (v.id == head, v.valid_from or v.added), reverse=True)
        )

    def newest(self, version: str) -> Version:
        """The newest version of the document that a version belongs to."""
        return self.ledger.version(self._document_of(version).head)

    def retire(self, document: str) -> None:
        """Let a document answer no more, whatever its file does, until it is restored."""
        self.ledger.document(document)
        self.ledger.set_aside(document)

    def restore(self, document: str) -> None:
        """Let a document's newest version answer again."""
        self.ledger.document(document)
        self.ledger.bring_back(document)

    def retired(self) -> tuple[Version, ...]:
        """The newest versions of documents that a person has retired."""
        return tuple(self.ledger.version(head) for head in self.ledger.retired_heads())

    def join(self, document: str, replaces: str) -> Version:
        """Make a document the newer version of another: together they are one document.

        Which of the two answers is decided by ``document``, who names it, not by dates. The id of
        the replaced document stays. Returns the version that answers.
        """
        if document == replaces:
            raise AssistantError("A document cannot replace itself.")
        newest = self.ledger.document(document).head
        self.ledger.document(replaces)
        self.ledger.join(document, replaces, newest=newest)
        self.mend_contexts(replaces)
        return self.ledger.version(newest)

    def separate(self, version: str) -> Version:
        """Make a version a document of its own; what it superseded answers again."""
        found = self.ledger.version(version)
        if len(self.ledger.versions(current_only=False, document=found.document.id)) < 2:
            raise AssistantError(f"{found.file} is the only version of its document.")
        self.ledger.separate(found.id)
        self.mend_contexts()
        return self.ledger.version(found.id)

    # What changed

    def compare(self, old: str, new: str) -> tuple[SentenceChange, ...]:
        """Two versions sentence by sentence: same, changed with its counterpart, added, gone."""
        return side_by_side(
            [s for s, _ in self._sentences(self.ledger.version(old).id)],
            [s for s, _ in self._sentences(self.ledger.version(new).id)],
        )

    def fate_of(self, citation: Citation) -> Fate:
        """What became of a cited passage in the newest version of its document."""
        cited, newest = self.ledger.version(citation.version), self.newest(citation.version)
        if newest.id == cited.id:
            return Fate("current" if newest.current else "withdrawn")
        old, new = self._sentences(cited.id), self._sentences(newest.id)
        places = [i for i, (sentence, _) in enumerate(old) if _covers(sentence, citation)]
        texts = [sentence.text for sentence, _ in old]
        if not places:  # a heading or a caption, which no passage holds
            places = [len(texts)]
            texts.append(citation.quote)
        same, changed = pair(texts, [sentence.text for sentence, _ in new])
        left = [same.get(i, changed.get(i)) for i in places]
        at = next((i for i in left if i is not None), None)
        if at is None:
            return Fate("gone", newest)
        sentence, section = new[at]
        span = sentence.spans[0]
        page = self.ledger.page(newest.id, span.page)
        there = cite(newest, page, span.start, span.end, section)
        return Fate("same" if all(i in same for i in places) else "changed", newest, there)

    def described(self, version: Version) -> Described:
        """A version as kinship sees it."""
        d = version.document
        return Described(d.title, d.publisher, d.published, d.kind, version.file)

    def sentences(self, version: str) -> list[str]:
        """The texts of a version's sentences in reading order."""
        return [sentence.text for sentence, _ in self._sentences(version)]

    def _sentences(self, version: str) -> list[tuple[Sentence, str]]:
        return [
            (sentence, passage.section)
            for passage, _ in self.ledger.version_passages(version)
            for sentence in passage.sentences
        ]

    def _document_of(self, version: str) -> StoredDocument:
        return self.ledger.document(self.ledger.version(version).document.id)

    # Runs

    def runs(self, most: int = 50) -> list[IngestRun]:
        """Ingest runs, newest first, without their files."""
        return self.ledger.runs(most)

    def run(self, number: int) -> IngestRun:
        """One run with what became of each file."""
        return self.ledger.run(number)


def moment(as_of: str) -> str:
    """An ISO date, month, year or time as it compares with the ledger's times in UTC.

    >>> moment("2024-05-01") > "2024-05-01T23:59:59.999999+00:00"
    True
    """
    if _DATE.fullmatch(as_of):
        return f"{as_of}~"  # behind every time of that day, month or year
    try:
        time = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise AssistantError(f"{as_of!r} is not a date like 2024-05-01.") from error
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _covers(sentence: Sentence, citation: Citation) -> bool:
    return any(
        span.page == citation.page and span.start < citation.end and citation.start < span.end
        for span in sentence.spans
    )
