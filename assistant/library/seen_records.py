"""Answers and checks as somebody sees them: their own and shared ones, without what is hidden from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.errors import UnknownCitation
from assistant.library.answers import Answers
from assistant.library.checks import Checks
from assistant.library.ledger.askers import AskerTable
from assistant.library.ledger.saved import NOT_KEPT, SavedRecords
from assistant.records import Answer, Check


class SeenAnswers(Answers):
    """The answers that one person may open."""

    def __init__(
        self,
        saved: SavedRecords,
        askers: AskerTable,
        by: str,
        cut: Callable[[Answer], Answer],
        hides: bool,
    ) -> None:
        super().__init__(saved)
        self._hides = hides
        self._askers, self._by, self._cut = askers, by, cut

    def get(self, answer_id: str) -> Answer:
        """Raises UnknownCitation, also where it is another's who has not shared it.

        How another's was understood is not told: it may have words of documents that this one does not see."""
        answer = super().get(answer_id)
        if not self.may_open(answer_id):
            raise UnknownCitation(NOT_KEPT.format(kind="answer"))
        seen = self._cut(answer)
        own = self._askers.asked(answer_id, self._by)
        return seen if own or not self._hides else replace(seen, understood=seen.question)

    def seen(self, answer: Answer) -> Answer:
        return self._cut(answer)

    def may_open(self, answer_id: str) -> bool:
        return self._askers.may_open(answer_id, self._by)

    def unopened(self, answer_id: str) -> Answer | None:
        answer = super().unopened(answer_id)
        return self._cut(answer) if answer else None

    def kept(self, answer_id: str) -> str:
        self.get(answer_id)
        return super().kept(answer_id)


class SeenChecks(Checks):
    """The checks that one person may open."""

    def __init__(
        self, saved: SavedRecords, askers: AskerTable, by: str, cut: Callable[[Check], Check]
    ) -> None:
        super().__init__(saved)
        self._askers, self._by, self._cut = askers, by, cut

    def get(self, check_id: str) -> Check:
        """Raises UnknownCitation, also where it is another's who has not shared it."""
        check = super().get(check_id)
        if not self._askers.may_open(check_id, self._by):
            raise UnknownCitation(NOT_KEPT.format(kind="check"))
        return self._cut(check)

    def seen(self, check: Check) -> Check:
        return self._cut(check)
