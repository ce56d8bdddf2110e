"""A claim read beside sentences of the documents by the model of the settings: one word a sentence.

    reply = line*
    line  = {"sentence": n, "says": "same" | "contrary" | "part" | "other"}     -- one JSON object a line

What does not keep to the form is dropped; no text of the model is shown. Where it fails the program
rules alone, and says so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from assistant.checking import Bearing, Claim, ClaimReading, Says
from assistant.model.breaker import Breaker
from assistant.model.connection import Connection, address_of
from assistant.model.faults import ModelFault
from assistant.model.sending import AtWork, at_work, may_be_sent
from assistant.model.streaming import Reply
from assistant.records import Fault
from assistant.settings import Settings
from assistant.texts import note_beside_check
from assistant.writing.addressing import addresses_model
from assistant.writing.prompting import as_data, plain_rules

BEFORE = 300  # characters of the sentence before that are shown
_LOG = logging.getLogger(__name__)


class ModelReader:
    """Reads claims with the model of the settings. Safe to share between threads."""

    def __init__(self, settings: Settings, breaker: Breaker | None = None) -> None:
        self._settings = settings
        self._address = address_of(settings)
        self._breaker = breaker or Breaker()
        self._connection = Connection(settings)

    def read(self, claim: Claim, sentences: Sequence[Bearing]) -> ClaimReading:
        """What the model says of each sentence that may be sent to it."""
        places = [
            place
            for place, bearing in enumerate(sentences)
            if may_be_sent(bearing.found.version, self._settings)
            and not addresses_model(bearing.sentence.text)
        ]
        if not places:
            return ClaimReading(None, note_beside_check(claim.language, Fault.NOT_SENT))
        try:
            reply = Reply(
                self._connection.model(), reading_messages(claim, [sentences[p] for p in places])
            )
            text = reply.whole(self._breaker, self._settings.model_first_seconds)
            says = {places[n - 1]: answer for n, answer in words_of(text, len(places)).items()}
        except ModelFault as fault:
            self._breaker.failed(fault)
            _LOG.warning("A claim was not read: %s", fault)
            return ClaimReading(None, note_beside_check(claim.language, fault.fault))
        model, place = self._address.model, self._address.host
        note = note_beside_check(claim.language, None, model=model, place=place)
        return ClaimReading(says, note)


def reads_checks(settings: Settings) -> AtWork | None:
    """The model that reads texts that are checked, and where it is; None where the program rules alone.

    A draft is not a question: to a model on another machine it goes only where the owner says so."""
    work = at_work(settings)
    if work is None or not work.writes or settings.model_checks == "off":
        return None
    return work if not work.host or settings.model_checks == "on" else None


def reader_for(settings: Settings) -> ModelReader | None:
    """The reader of that model. Nothing is connected yet."""
    return ModelReader(settings) if reads_checks(settings) else None


def reading_messages(claim: Claim, sentences: Sequence[Bearing]) -> list[tuple[str, str]]:
    """The messages of one request, as (role, text)."""
    numbered = "\n".join(
        f"<sentence {number}>\n{_laid_out(bearing)}\n</sentence {number}>"
        for number, bearing in enumerate(sentences, start=1)
    )
    about = f"<before>{as_data(claim.about)}</before>\n" if claim.about else ""
    asked = f"<claim>\n{about}{as_data(claim.text)}\n</claim>"
    return [("system", plain_rules("check", claim.language)), ("user", f"{asked}\n\n{numbered}")]


def _laid_out(bearing: Bearing) -> str:
    section = bearing.found.passage.section
    before = " ".join(part for part in (section, bearing.source.before[-BEFORE:]) if part)
    if addresses_model(before):
        before = ""
    shown = f"<before>{as_data(before)}</before>\n" if before else ""
    return f"{shown}{as_data(bearing.sentence.text)}"


def words_of(reply: str, most: int) -> dict[int, Says]:
    """Number of a sentence -> what it says, by a model's reply. A sentence that is given two words has
    none. Raises ModelFault where no line keeps to the form.

    >>> words_of('{"sentence": 2, "says": "same"}\\n{"sentence": 9, "says": "same"}', 3)
    {2: <Says.SAME: 'same'>}
    """
    found: dict[int, set[Says]] = {}
    kept = False
    for line in reply.splitlines():
        number, says = _line(line)
        kept = kept or says is not None
        if says is not None and 1 <= number <= most:
            found.setdefault(number, set()).add(says)
    if not kept:
        raise ModelFault(Fault.OFF_FORMAT, "no line of the form that was asked for")
    return {number: next(iter(says)) for number, says in found.items() if len(says) == 1}


def _line(line: str) -> tuple[int, Says | None]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return 0, None
    if not isinstance(found, dict) or set(found) != {"sentence", "says"}:
        return 0, None
    number, says = found["sentence"], found["says"]
    if type(number) is not int or not isinstance(says, str) or says not in set(Says):
        return 0, None
    return number, Says(says)
