"""A question that leans on the conversation, or asks after several things, made into searches by the model.

It may only use words of the conversation, so that it can bring in no subject of its own; what does not keep
to the form is dropped, and the program's own understanding of the question stands.

    plan   = question? search*             -- at most three searches, one JSON object a line
    question = {"question": text}          -- the question made stand-alone
    search   = {"search": text}
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.language.terms import content_words, stem
from assistant.model.breaker import Breaker
from assistant.model.faults import ModelFault
from assistant.model.streaming import Reply
from assistant.records import Fault, Language, Question
from assistant.retrieval import Understood
from assistant.writing.prompting import as_data, plain_rules

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SEARCHES = 3
TURNS = 4  # earlier questions that are shown
LONGEST = 300  # characters of a question or a search
_SEVERAL = re.compile(
    r"\b(?:vergelijk\w*|verschil\w*|verschill\w*|versus|vs|ten opzichte van|zowel|beide|"
    r"compar\w+|differ\w*|both|between)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """A stand-alone question ("" where the model gave none), and what to search for besides."""

    question: str = ""
    searches: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0


def wants_plan(question: Question, understood: Understood) -> bool:
    """Whether a question leans on what went before, or is after several things at once."""
    if understood.speaker_of:
        return False  # who said something is looked up where it was said
    leans = bool(question.history) and understood.text.strip() != question.text.strip()
    several = bool(_SEVERAL.search(question.text)) or len(set(_YEARS.findall(question.text))) > 1
    return leans or several


def planned(
    model: BaseChatModel,
    breaker: Breaker,
    question: Question,
    language: Language,
    seconds: float,
) -> Plan:
    """What the model makes of the question within some seconds; an empty plan where it fails."""
    reply = Reply(model, _messages(question, language))
    try:
        text = reply.whole(breaker, seconds)
    except ModelFault as fault:
        # A slow plan says little of the answer, for which there is more time.
        if fault.fault is not Fault.SLOW:
            breaker.failed(fault)
        _LOG.info("No plan: %s", fault)
        return Plan()
    conversation = [turn.question for turn in question.history[-TURNS:]]
    conversation += [turn.understood for turn in question.history[-TURNS:]]
    plan = plan_of(text, [*conversation, question.text], language)
    return replace(plan, tokens_in=reply.tokens_in, tokens_out=reply.tokens_out)


def plan_of(reply: str, conversation: Sequence[str], language: Language) -> Plan:
    """The plan in a model's reply.

    >>> plan_of('{"search": "fieldlabs 2019"}\\n{"search": "geheimen"}', ["Fieldlabs in 2019?"], "nl").searches
    ('fieldlabs 2019',)
    """
    known = {
        stem(word, language) for text in conversation for word in content_words(text, language)
    }
    alone, searches = "", list[str]()
    for line in reply.splitlines():
        kind, text = _line(line)
        words = {stem(word, language) for word in content_words(text, language)}
        if not words or not words <= known or len(text) > LONGEST:
            continue
        if kind == "question" and not alone:
            alone = text
        elif kind == "search" and text not in searches and len(searches) < SEARCHES:
            searches.append(text)
    return Plan(alone, tuple(searches))


def _line(line: str) -> tuple[str, str]:
    """("question" or "search", its text); ("", "") for anything else."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(found, dict) or len(found) != 1:
        return "", ""
    ((kind, text),) = found.items()
    usable = kind in ("question", "search") and isinstance(text, str) and text.isprintable()
    return (kind, " ".join(text.split())) if usable else ("", "")


def _messages(question: Question, language: Language) -> list[tuple[str, str]]:
    """Questions alone: what was answered may come from documents that are not to be sent."""
    earlier = "\n".join(as_data(turn.understood) for turn in question.history[-TURNS:])
    prompt = f"<earlier>\n{earlier}\n</earlier>\n<question>\n{as_data(question.text)}\n</question>"
    return [("system", plain_rules("plan", language)), ("user", prompt)]
