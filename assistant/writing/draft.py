"""One answer being written: request -> sentences -> verified statements, within time and budget."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.language.detection import detect_language
from assistant.language.terms import words
from assistant.library import Library
from assistant.model.breaker import Breaker
from assistant.model.faults import ModelFault
from assistant.model.streaming import Reply
from assistant.records import Fault, Language, Statement
from assistant.retrieval import Retrieved
from assistant.settings import Settings
from assistant.writing.addressing import addresses_model
from assistant.writing.grammar import SentenceParser, says_no_answer, showable
from assistant.writing.prompting import estimated, messages, rules, tokens_of, within
from assistant.writing.quotation import quotes_in
from assistant.writing.structured import StructuredSentences, schema_options
from assistant.writing.verifying import Unshown, Verifier, Written

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_PASSAGES = 12
MOST_SENTENCES = 12  # twice what is asked for; a model that goes on is stopped
ATTEMPTS = 3
BACKOFF = 1.0  # seconds before the second attempt, doubled before the third
REPEATS = 3  # sentences said again, after which a model is taken to go round in circles
SENTENCE = 5  # words; of less the language cannot be told
_AGAIN = {Fault.RATE_LIMITED, Fault.BROKEN, Fault.CUT_OFF}
_LOG = logging.getLogger(__name__)


class Draft:
    """What a model makes of a question and passages. Read ``statements`` once, then the rest."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        language: Language,
        question: str,
        stopped: threading.Event | None = None,
    ) -> None:
        self._library = library
        self._settings = settings
        self._language = language
        self._question = question
        self._schema = schema_options(settings)
        self._stopped = stopped or threading.Event()
        self._said: set[tuple[str, ...]] = set()
        self._repeats = 0
        self._foreign = 0
        self._cited = False
        self._received = False
        self._shown = 0
        self.heard: list[Written] = []  # what the model said, shown or not
        self.passages: list[Retrieved] = []  # what it was given, in the order of their numbers
        self.fault: Fault | None = None
        self.left_out = 0
        self.unshown: Counter[Unshown] = Counter()  # why, of those left out
        self._waiting: list[Statement] = []  # unconfirmed ones, for the first that is confirmed
        self.tokens_in = 0
        self.tokens_out = 0
        self.first_seconds: float | None = None

    def statements(
        self, model: BaseChatModel, breaker: Breaker, passages: Sequence[Retrieved]
    ) -> Iterator[Statement]:
        """The sentences that the passages carry, each as soon as it is known. Raises nothing."""
        self._started = time.monotonic()
        try:
            breaker.check(self._settings.model_seconds)
            for statement in self._led(self._verified(model, passages)):
                self._shown += 1
                if self.first_seconds is None:
                    self.first_seconds = round(time.monotonic() - self._started, 3)
                yield statement
                if self._shown == MOST_SENTENCES:
                    break
            breaker.answered()
        except ModelFault as fault:
            breaker.failed(fault)
            self.fault = fault.fault
            _LOG.warning("The model failed: %s", fault)
        self.left_out += len(self._waiting)
        if self.fault is None and not self._shown:
            self.fault = self._why_nothing()

    def _led(self, statements: Iterator[Statement]) -> Iterator[Statement]:
        """Sentences that nothing confirms come behind the first that is confirmed; without one, none does."""
        confirmed = False
        for statement in statements:
            if not (confirmed or statement.confirmed):
                self._waiting.append(statement)
                continue
            confirmed = True
            yield statement
            while self._waiting:
                yield self._waiting.pop(0)

    def _why_nothing(self) -> Fault:
        if not self.left_out:
            return Fault.EMPTY
        if self._foreign == self.left_out:
            return Fault.OTHER_LANGUAGE
        return Fault.UNSUPPORTED if self._cited else Fault.OFF_FORMAT

    def _verified(self, model: BaseChatModel, passages: Sequence[Retrieved]) -> Iterator[Statement]:
        room = self._settings.model_context - self._settings.model_answer
        room -= sum(estimated(text) for _, text in self._messages(()))
        for attempt in range(ATTEMPTS):
            chosen = within(passages[:MOST_PASSAGES], room)
            self.passages = chosen
            verifier = Verifier(self._library, chosen, self._language)
            try:
                for written in self._written(model, chosen):
                    if says_no_answer(written):
                        if not self._shown:
                            raise ModelFault(Fault.NO_ANSWER)
                        return
                    statement = self._checked(verifier, written)
                    if statement is not None:
                        yield statement
                return
            except ModelFault as fault:
                if not self._try_again(fault, attempt):
                    raise
                if fault.fault is Fault.TOO_LONG:
                    room = sum(tokens_of(found) for found in chosen) // 2

    def _written(self, model: BaseChatModel, chosen: Sequence[Retrieved]) -> Iterator[Written]:
        """The model's sentences. One that was broken off half-way is not among them."""
        reply = Reply(model.bind(**self._schema), self._messages(chosen))
        sentences = StructuredSentences() if self._schema else SentenceParser()
        characters = 0
        try:
            for piece in reply.pieces(self._deadline, self._stopped):
                characters += len(piece)
                for written in sentences.feed(piece):
                    self._received = True
                    yield written
                if characters > 10 * self._settings.model_answer:
                    raise ModelFault(Fault.OFF_FORMAT, "more text than was asked for")
        except ModelFault as fault:
            if fault.fault is Fault.CUT_OFF:
                yield from sentences.end(whole=False)
            raise
        finally:
            self.tokens_in += reply.tokens_in
            self.tokens_out += reply.tokens_out
        yield from sentences.end()

    def _messages(self, chosen: Sequence[Retrieved]) -> list[tuple[str, str]]:
        return messages(self._language, self._question, chosen, bool(self._schema))

    def _deadline(self) -> float:
        whole, first = self._settings.model_seconds, self._settings.model_first_seconds
        return self._started + (whole if self._received else min(first, whole))

    def _try_again(self, fault: ModelFault, attempt: int) -> bool:
        """Wait and say yes, where trying again can help and there is time for it."""
        if self._received or attempt == ATTEMPTS - 1:
            return False
        if fault.fault is Fault.TOO_LONG:
            return True
        wait = BACKOFF * 2**attempt if fault.retry_after is None else fault.retry_after
        if fault.fault not in _AGAIN or time.monotonic() + wait >= self._deadline():
            return False
        return not self._stopped.wait(wait)

    def _checked(self, verifier: Verifier, written: Written) -> Statement | None:
        """The sentence as it may be shown, or None."""
        self.heard.append(written)
        own = tuple(words(written.text))
        if own in self._said:
            self._repeats += 1
            if self._repeats == REPEATS:
                raise ModelFault(Fault.REPEATING)
            return None
        self._said.add(own)
        self._cited |= bool(written.cites)
        if self._is_foreign(written.text, own):
            self._foreign += 1
            held: Statement | Unshown = Unshown.UNFIT
        else:
            held = self._held(verifier, written)
        if isinstance(held, Statement):
            return held
        self.left_out += 1
        self.unshown[held] += 1
        return None

    def _held(self, verifier: Verifier, written: Written) -> Statement | Unshown:
        if not showable(written.text) or addresses_model(written.text):
            return Unshown.UNFIT
        held = verifier.hold(written)
        if not isinstance(held, Statement):
            return held
        dropped = not held.confirmed and self._settings.model_unconfirmed == "drop"
        if dropped or any(addresses_model(c.quote) for c in held.citations):
            return Unshown.UNFIT
        return held

    def _is_foreign(self, text: str, own: Sequence[str]) -> bool:
        """Whether a sentence is in another language than the question, and is no quotation."""
        if len(own) < SENTENCE or quotes_in(text):
            return False
        return detect_language(text) != self._language

    @property
    def stopped(self) -> bool:
        """Whether nobody wants it any more."""
        return self._stopped.is_set()

    @property
    def prompt(self) -> str:
        """The version of the prompt."""
        return rules(self._language, bool(self._schema)).version
