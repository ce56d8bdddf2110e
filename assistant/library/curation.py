"""What keepers do with documents: describe, retire, restore, join and separate them."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import AssistantError
from assistant.library.descriptions import checked
from assistant.library.ledger.ledger import Ledger
from assistant.library.vectoriser import Vectoriser
from assistant.records import Version


class Curation:
    """The part of a library that its keepers use."""

    def __init__(self, ledger: Ledger, vectoriser: Vectoriser) -> None:
        self._ledger = ledger
        self._vectoriser = vectoriser

    def set_metadata(self, document: str, fields: Mapping[str, str | None]) -> Version:
        """A person's word on a document: it holds whatever files say, now and later.

        None takes a person's word back. Returns the newest version as it is described now. Raises
        WrongMetadata or UnknownCitation. Where the title changes, this document alone is embedded
        again; nothing is read again.
        """
        known = self._ledger.documents.get(document)
        overrides, limits = dict(known.overrides), False
        for field, value in fields.items():
            name, text = checked(field, "-" if value is None and field == "title" else value or "")
            limits = limits or name == "groups"
            if value is None:
                overrides.pop(name, None)
            else:
                overrides[name] = text
        self._ledger.documents.override(document, overrides, limits)
        self.embed_retitled(document)
        return self._ledger.versions.get(known.head)

    def embed_retitled(self, document: str = "") -> int:
        """Embed documents again whose title is not the one that they were embedded with.

        Says how many. It is safe to end at any moment: the next call goes on.
        """
        stale = self._ledger.documents.stale_contexts(document)
        for version, title in stale:
            found = self._ledger.passages.of(version)
            made = self._vectoriser.embed(title, found)
            rows = zip(found, made.vectors, made.sentences, made.tokens, strict=True)
            self._ledger.passages.put_vectors(version, title, list(rows))
        return len(stale)

    def retire(self, document: str) -> None:
        """Let a document answer no more, whatever its file does, until it is restored."""
        self._ledger.documents.get(document)
        self._ledger.documents.set_aside(document)

    def restore(self, document: str) -> None:
        """Let a document's newest version answer again."""
        self._ledger.documents.get(document)
        self._ledger.documents.bring_back(document)

    def join(self, document: str, replaces: str) -> Version:
        """Make a document the newer version of another: together they are one document.

        Which of the two answers is decided by ``document``, who names it, not by dates. The id of
        the replaced document stays. Returns the version that answers.
        """
        if document == replaces:
            raise AssistantError("A document cannot replace itself.")
        newest = self._ledger.documents.get(document).head
        self._ledger.documents.get(replaces)
        self._ledger.documents.join(document, replaces, newest=newest)
        self.embed_retitled(replaces)
        return self._ledger.versions.get(newest)

    def separate(self, version: str) -> Version:
        """Make a version a document of its own; what it superseded answers again."""
        found = self._ledger.versions.get(version)
        every = self._ledger.versions.find(current_only=False, document=found.document.id)
        if len(every) < 2:
            raise AssistantError(f"{found.file} is the only version of its document.")
        self._ledger.documents.separate(found.id)
        self.embed_retitled()
        return self._ledger.versions.get(found.id)
