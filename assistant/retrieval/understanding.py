"""A question as typed -> a question that can be answered: stand-alone, with its language and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.anaphora import POINTS_BACK
from assistant.language.detection import detect_language
from assistant.language.proper_names import ACRONYM, CAPITALISED
from assistant.language.speech import past, plural_past, present
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import content_words, stem, words
from assistant.language.verbs import joined_verbs
from assistant.records import Language, Question, Turn
from assistant.retrieval.bare_words import without_story
from assistant.retrieval.kind import Kind, kind_wanted
from assistant.retrieval.page_reference import named_pages

MAX_QUESTION = 2_000  # characters; what is longer is a document, not a question


Alias = tuple[str, frozenset[str]]  # a term, and the stems that together say the same


@dataclass(frozen=True, slots=True)
class Understood:
    """A stand-alone question. ``anchors`` are its numbers, years and names, lower case."""

    text: str
    language: Language
    kind: Kind
    terms: tuple[str, ...]
    anchors: tuple[str, ...]
    speaker_of: str = ""
    speaker: tuple[str, ...] = ()  # terms that name who said something, not what it was about
    pages: frozenset[int] = frozenset()  # that the question names
    aliases: tuple[Alias, ...] = ()  # other names that the documents give for what it names

    @property
    def in_full(self) -> str:
        """The text that search compares: with the words whose speaker is asked after, if any are."""
        return f"{self.text} {self.speaker_of}" if self.speaker_of else self.text


_QUOTED = re.compile(r"‘[^’]{8,}’|“[^”]{8,}”|«[^»]{8,}»|\"[^\"]{8,}\"")
_TELLING = "zeggen vinden schrijven stellen melden concluderen"
_TOLD = "|".join((*present(_TELLING), *past(_TELLING), "zeggen", *plural_past("zeggen"), "vinden"))
_WHO_TELLS = "|".join(
    (*present("zeggen beweren vinden stellen"), *past("zeggen beweren schrijven vinden"))
)
_WHO_TELLS_EN = "|".join((*present("say claim"), *past("say claim write state")))
_SAID = re.compile(
    rf"^\W*(?:wat\s+(?:{_TOLD})\s+(?P<nl>.+?)\s+(?:over|van)\s|"
    r"what\s+(?:did|does|do|has|have)\s+(?P<en>.+?)\s+(?:say|said|think|write|conclude|find|state)\s+(?:about|of|on)\s)",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(
    r"^\W*(?:en|maar|and|but|ook|also|dus|so|what about|how about|hoe zit het (?:dan )?(?:met|in)|wat met)\b",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    rf"^\W*(?:(?:en|and)\s+)?(?:wie\s+(?:{_WHO_TELLS})\s+(?:dat|dit)|"
    r"van wie (?:is|komt|zijn) (?:dat|die|deze|dit)\b.*|"
    rf"who (?:{_WHO_TELLS_EN})\s+(?:that|this|so|it))\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_QUESTION_WORDS = frozenset(
    "hoeveel wie wat waar wanneer waarom welke welk hoe who what where when why which how many much "
    "kunt kun can could zeg vertel tell noem name geef give dan".split()
)


def understand(question: Question) -> Understood:
    """Make a question stand alone and find its language, kind, terms and anchors.

    Other names for what it names stand in the library: ``expand_names`` looks them up.
    """
    text = re.sub(r"\s+", " ", question.text.replace("\0", " ")).strip()[:MAX_QUESTION]
    last = question.history[-1] if question.history else None
    language = question.language or _language(text, last)
    text = without_story(text, language)
    speaker_of = ""
    if last is not None:
        if _WHO_SAID.match(text) and last.quotes:
            speaker_of = last.quotes[0]
        else:
            text = _stand_alone(text, last, language)
    bare, pages = named_pages(text)
    telling = joined_verbs(f"{bare} {speaker_of}" if speaker_of else bare)
    terms = tuple(dict.fromkeys(stem(w, language) for w in content_words(telling, language)))
    reported = _SAID.match(text)
    kind = Kind.SAID if reported else kind_wanted(text)
    speaker = (reported["nl"] or reported["en"]) if reported else ""
    named = tuple(stem(w, language) for w in content_words(speaker, language))
    return Understood(text, language, kind, terms, _anchors(bare), speaker_of, named, pages)


def _language(text: str, last: Turn | None) -> Language:
    if last is not None and len(words(text)) <= 2:
        return detect_language(last.understood)  # "TNO?" has no language of its own
    unquoted = _QUOTED.sub(" ", text)  # a title has the language of its document
    return detect_language(unquoted if len(words(unquoted)) > 1 else text)


def _stand_alone(text: str, last: Turn, language: Language) -> str:
    """Carry over the earlier question's subject where this one leans on it."""
    own = [w for w in content_words(text, language) if w not in _QUESTION_WORDS]
    leans = bool(_FOLLOW_UP.match(text)) or (bool(POINTS_BACK.search(text)) and len(own) <= 4)
    if not leans and len(own) > 1:
        return text
    earlier = last.understood.rstrip(" ?.!")
    rest = re.sub(_FOLLOW_UP, "", text).strip(" ?.!,")
    years = _YEAR.findall(rest)
    if years and len(own) <= 2:
        # "en in 2019?": the same question of another year
        bare = re.sub(r"\s*\b(?:in|van|of|for|over)?\s*\b(?:19|20)\d\d\b", "", earlier)
        return f"{bare} in {years[0]}?"
    if _has_question_word(rest):
        subject = " ".join(_subject(earlier, language))
        return f"{rest} ({subject})?" if subject else f"{rest}?"
    swapped = _swap_place(earlier, rest)
    return f"{swapped}?" if swapped else f"{earlier} {rest}?"


def _has_question_word(text: str) -> bool:
    return any(word in _QUESTION_WORDS for word in words(text)[:3])


def _subject(earlier: str, language: Language) -> list[str]:
    """The content words of the earlier question as typed, question words left out."""
    stops = STOP_WORDS[language] | _QUESTION_WORDS
    return [w for w in re.findall(r"[\w’'-]+", earlier) if w.lower() not in stops and len(w) > 1]


def _swap_place(earlier: str, rest: str) -> str:
    """ "… in Limburg" + "in Zeeland" -> "… in Zeeland"."""
    place = re.match(r"(in|van|bij|voor|of|for|at)\s+([A-ZÀ-Ý].*)$", rest)
    if not place:
        return ""
    pattern = rf"\b{place[1]}\s+[A-ZÀ-Ý][\w’' -]*$"
    return re.sub(pattern, rest, earlier) if re.search(pattern, earlier) else ""


def _anchors(text: str) -> tuple[str, ...]:
    """Numbers, years and names of a question, lower case, in order."""
    found = [m.group() for m in _NUMBER.finditer(text)]
    found += [m.group() for m in CAPITALISED.finditer(text)]
    found += [m.group() for m in ACRONYM.finditer(text)]
    lower = [part for name in found for part in words(name)]
    return tuple(dict.fromkeys(w for w in lower if w not in _QUESTION_WORDS and len(w) > 1))
