"""One library as different people see it. What is hidden from none of them costs nothing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from assistant.library.citations import Citations
from assistant.library.curation import Curation
from assistant.library.documents import Documents
from assistant.library.figures import FigureMentions
from assistant.library.ledger.ledger import Ledger
from assistant.library.ledger.visible import visible
from assistant.library.ledger.visible_runs import VisibleFiles, VisibleRuns
from assistant.library.seen_records import SeenAnswers, SeenChecks
from assistant.library.versions import Versions
from assistant.library.visible_search import VisibleSearch
from assistant.library.withholding import answer_within, check_within
from assistant.records import Answer, Check
from assistant.records.viewers import Viewer

if TYPE_CHECKING:
    from assistant.library.library import Library

KEPT = 32  # sets of hidden versions: as many as there are groups that people are in together


class Views:
    """The views of one library. Safe to share between threads."""

    def __init__(self, library: Library, ledger: Ledger) -> None:
        self._library = library
        self._ledger = ledger
        self._lock = threading.Lock()
        self._without: OrderedDict[frozenset[str], Library] = OrderedDict()
        self._called: OrderedDict[tuple[int, frozenset[str]], frozenset[str]] = OrderedDict()

    def of(self, viewer: Viewer) -> Library:
        """What somebody sees of it, as the ledger is now: what is limited later is not hidden in this one."""
        hidden, groups = frozenset[str](), viewer.groups
        if groups is not None:
            hidden = self._ledger.limits.hidden_from(groups)
        seen = copy(self._without_them(hidden) if hidden else self._library)
        seen.viewer, seen.hidden = viewer, hidden
        if (
            groups is not None
        ):  # what could not be taken in is hidden, too, and of that no revision tells
            seen.files = VisibleFiles(self._ledger.database, hidden, groups)
            seen.runs = VisibleRuns(self._ledger.database, hidden, seen.files)

        @cache
        def is_seen(version: str) -> bool:
            """What the library does not hold (any more) may have been limited."""
            return version not in hidden and self._ledger.versions.holds(version)

        def answer(kept: Answer) -> Answer:
            return answer_within(kept, is_seen, self._names(hidden)) if hidden else kept

        def check(kept: Check) -> Check:
            return check_within(kept, is_seen, self._names(hidden)) if hidden else kept

        askers = self._ledger.askers
        seen.answers = SeenAnswers(self._ledger.answers, askers, viewer.name, answer, bool(hidden))
        seen.checks = SeenChecks(self._ledger.checks, askers, viewer.name, check)
        return seen

    def _without_them(self, hidden: frozenset[str]) -> Library:
        with self._lock:
            if hidden not in self._without:
                self._without[hidden] = self._made(hidden)
            self._without.move_to_end(hidden)
            while len(self._without) > KEPT:
                self._without.popitem(last=False)
            return self._without[hidden]

    def _made(self, hidden: frozenset[str]) -> Library:
        """A library whose every part reads a ledger without these versions."""
        every, ledger = self._library, visible(self._ledger, hidden)
        seen = copy(every)
        seen.hides = True
        seen.documents = Documents(ledger)
        seen.versions = Versions(ledger)
        seen.originals = every.originals.seen_in(seen.versions)
        seen.pages, seen.passages = ledger.pages, ledger.passages
        seen.search = VisibleSearch(every.search, seen.versions, hidden)
        seen.figures = FigureMentions(ledger, seen.search, seen.versions)
        seen.citations = Citations(ledger, seen.versions)
        seen.curation = Curation(ledger, every.vectoriser)
        return seen

    def _names(self, hidden: frozenset[str]) -> frozenset[str]:
        """What hidden documents are called, read once for each state of the library."""
        key = (self._ledger.revision, hidden)
        with self._lock:
            if key not in self._called:
                self._called[key] = self._read_names(hidden)
            while len(self._called) > KEPT:
                self._called.popitem(last=False)
            return self._called[key]

    def _read_names(self, hidden: frozenset[str]) -> frozenset[str]:
        return frozenset(
            name
            for version in self._ledger.versions.find(current_only=False)
            if version.id in hidden
            for name in (version.document.title, version.document.id, version.file, version.id)
        )
