"""A question comes: understand -> plan -> retrieve -> decide -> prompt -> stream -> verify -> answer.

The answerer with a language model. It is asked even where the embedded answerer finds nothing that surely answers:
it may say so itself, and what it writes is verified as always. Figures that were looked up and sources that
disagree stand beside what it writes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering import Inquiry, QuotedAnswer, inquire
from assistant.answering.deciding import NEAREST
from assistant.answering.inquiry import MOST
from assistant.library import Library
from assistant.model.breaker import Breaker
from assistant.model.connection import Connection, address_of
from assistant.model.faults import ModelFault
from assistant.model.sending import at_work, may_be_sent
from assistant.records import Answer, Fault, Outcome, Question, Statement, Writing
from assistant.retrieval import Retrieved, Understood
from assistant.settings import Settings
from assistant.writing.draft import Draft
from assistant.writing.gathering import gathered
from assistant.writing.planning import Plan, planned, wants_plan
from assistant.writing.verifying import Unshown

_LOG = logging.getLogger(__name__)


class Writer:
    """Writes answers with the model of the settings. Safe to share between threads."""

    def __init__(self, settings: Settings, breaker: Breaker | None = None) -> None:
        self._settings = settings
        self._address = address_of(settings)
        self._breaker = breaker or Breaker()
        self._connection = Connection(settings)

    def answer(
        self,
        library: Library,
        question: Question,
        *,
        most: int = MOST,
        stopped: threading.Event | None = None,
        watch: Callable[[Draft], None] | None = None,
    ) -> Iterator[Statement | Answer]:
        """Verified sentences one by one, then the Answer. Where the model fails, quotes and a note.

        ``watch`` is given what was made of the model's reply, for measuring.
        """
        inquiry = inquire(question, most=most)
        plan = self._plan(inquiry)
        quoted = gathered(library, inquiry, plan)
        if not quoted.passages:
            yield quoted.answer
            return
        written: list[Statement] = []
        text = _question_in_full(quoted.understood)
        draft = Draft(library, self._settings, quoted.answer.language, text, stopped)
        draft.tokens_in, draft.tokens_out = plan.tokens_in, plan.tokens_out
        for statement in self._statements(draft, quoted.passages):
            written.append(statement)
            yield statement
        if watch is not None:
            watch(draft)
        if draft.stopped:
            return
        answer = concluded(quoted, written, self._writing(draft))
        if not written:
            yield from answer.statements
        yield answer

    def _plan(self, inquiry: Inquiry) -> Plan:
        """What the model makes of a question that leans on others or is after several things."""
        seconds, work = self._settings.model_plan_seconds, at_work(self._settings)
        question, understood = inquiry.question, inquiry.understood
        if not seconds or work is None or not work.writes or not wants_plan(question, understood):
            return Plan()
        try:
            model = self._connection.model()
        except ModelFault:
            return Plan()  # the answer says so
        return planned(model, self._breaker, question, understood.language, seconds)

    def _statements(self, draft: Draft, passages: Sequence[Retrieved]) -> Iterator[Statement]:
        sendable = [p for p in passages if may_be_sent(p.version, self._settings)]
        if not sendable:
            draft.fault = Fault.NOT_SENT
            return
        try:
            model = self._connection.model()
        except ModelFault as fault:
            draft.fault = fault.fault
            _LOG.warning("The model cannot be used: %s", fault)
            return
        yield from draft.statements(model, self._breaker, sendable)

    def _writing(self, draft: Draft) -> Writing:
        writing = Writing(
            model=self._address.model,
            prompt=draft.prompt,
            place=self._address.host,
            left_out=draft.left_out,
            contradicted=draft.unshown[Unshown.CONTRADICTED],
            unfounded=draft.unshown[Unshown.UNFOUNDED],
            fault=draft.fault,
            tokens_in=draft.tokens_in,
            tokens_out=draft.tokens_out,
            first_seconds=draft.first_seconds,
            cost=cost_of(self._settings, draft.tokens_in, draft.tokens_out),
        )
        _LOG.info(
            "%s: %d tokens in, %d out, cost %s, %d sentences left out, first after %s s, fault: %s",
            *(writing.model, writing.tokens_in, writing.tokens_out, writing.cost),
            *(writing.left_out, writing.first_seconds, writing.fault),
        )
        return writing


def concluded(quoted: QuotedAnswer, written: Sequence[Statement], writing: Writing) -> Answer:
    """The answer in written sentences, or in quotes where there are none.

    Where the model finds no answer and the quotes were doubtful too, they are only what comes closest.
    """
    answer = replace(quoted.answer, writing=writing)
    if written and answer.outcome in (Outcome.NOT_IN_DOCUMENTS, Outcome.CLOSEST):
        # The program alone was not sure, and the documents carry what the model wrote.
        outcome = Outcome.PARTLY_ANSWERED
        return replace(answer, outcome=outcome, statements=tuple(written), nearest=())
    if written:
        return replace(answer, statements=tuple(written))
    doubtful = answer.outcome is Outcome.PARTLY_ANSWERED and not answer.series
    if writing.fault is Fault.NO_ANSWER and doubtful:
        nearest = answer.statements[:NEAREST]
        return replace(answer, outcome=Outcome.CLOSEST, statements=(), nearest=nearest)
    return answer


def cost_of(settings: Settings, tokens_in: int, tokens_out: int) -> float | None:
    """What the tokens cost at the owner's prices; None where there are none."""
    if settings.model_price_in is None or settings.model_price_out is None:
        return None
    cost = tokens_in * settings.model_price_in + tokens_out * settings.model_price_out
    return round(cost / 1_000_000, 6)


def _question_in_full(understood: Understood) -> str:
    """The question as it can be understood without the conversation."""
    quote = f" “{understood.speaker_of}”" if understood.speaker_of else ""
    return understood.text + quote
