"""Whether the model that the settings name answers, in one line for the person who keeps the library."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

from assistant.model.connection import connect
from assistant.model.faults import ModelFault
from assistant.model.sending import AtWork, at_work
from assistant.model.streaming import Reply
from assistant.records import Fault
from assistant.settings import Settings

# No word of any document: trying is not sending.
_ASKED = [("system", "Answer with one word."), ("user", "Write the word: ready")]
_WRONG = {
    Fault.DOWN: "it cannot be reached. Is the server running, and is ASSISTANT_MODEL_URL right?",
    Fault.SLOW: "it does not answer within ASSISTANT_MODEL_FIRST_SECONDS.",
    Fault.RATE_LIMITED: "it is reached, and takes no more requests now.",
    Fault.BROKEN: "its server gives an error.",
    Fault.REJECTED: "it does not take the request. Check the model's name and its key.",
    Fault.TOO_LONG: "it takes in less than ASSISTANT_MODEL_CONTEXT tokens.",
    Fault.CUT_OFF: "it breaks off in the middle of its answer.",
    Fault.EMPTY: "it answers with nothing.",
    Fault.REFUSED: "it refuses to answer.",
    Fault.MISSING: "the package that speaks to it is not installed. Install this program with the "
    "extra of that name: openai, ollama, mistralai or anthropic.",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """``line`` says what was found; ``host`` is "" where the model is on this machine."""

    model: str
    host: str
    works: bool
    line: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def try_model(settings: Settings) -> Trial | None:
    """Ask the model for one word; None where no model is set."""
    work = at_work(settings)
    if work is None and settings.model_url:
        return Trial("", "", False, "ASSISTANT_MODEL_URL is set, and ASSISTANT_MODEL is not.")
    if work is None:
        return None
    started = time.monotonic()
    try:
        reply = Reply(connect(settings), _ASKED)
        reply_text = "".join(reply.pieces(lambda: started + settings.model_first_seconds))
        if not reply_text.strip():
            raise ModelFault(Fault.EMPTY)
    except ModelFault as fault:
        detail = f" It said: {fault.detail}" if fault.detail else ""
        wrong = _WRONG.get(fault.fault, "it does not answer as it should.")
        return _trial(work, False, f"does not work: {wrong}{detail}")
    return _trial(work, True, f"answers, after {time.monotonic() - started:.1f} s. {_sent(work)}")


def _trial(work: AtWork, works: bool, outcome: str) -> Trial:
    place = f"at {work.host}" if work.host else "on this machine"
    return Trial(work.model, work.host, works, f"The model {work.model} {place} {outcome}")


def _sent(work: AtWork) -> str:
    if not work.host:
        return "Nothing leaves this machine."
    if not work.writes:
        return "It is sent no documents, so answers are quotes: ASSISTANT_MODEL_SEND is not set."
    kinds = "all documents" if work.everything else f"documents of {', '.join(work.sends)}"
    return f"Questions and passages of {kinds} are sent to it."
