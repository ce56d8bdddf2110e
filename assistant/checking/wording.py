"""Words that turn what a sentence says: negation, opposites, plans and doubts, who is speaking.

Dutch and English. Each list is a closed class or a class of cues that reports use; none is about a
programme's own subject.
"""

from __future__ import annotations

import re
from enum import IntEnum

from assistant.language.speech import ACCORDING, every_form, past, present
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import words

_NEGATION = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|amper|zonder|noch|niemand|niets|nergens|ontbrak(?:en)?|ontbreekt|ontbreken|"
    r"evenmin|buiten (?:het )?bereik(?! van)|achterwege|uitgebleven|(?:bleef|bleven) uit(?=\W*$)|"
    r"out of reach(?! of)|fell short|not|no|never|hardly|barely|scarcely|without|neither|nor|nobody|"
    r"nothing|nowhere|lack(?:s|ed)?|fail(?:s|ed)? to|unable|cannot|\w+n[’']t)\b",
    re.IGNORECASE,
)
# Phrases with a negation in them that deny nothing of what is claimed.
_NO_NEGATION = re.compile(
    r"\b(?:niet alleen|niet slechts|"
    r"niet (?:minder|meer) dan|niet (?:langer|hoger|harder|groter|sneller) dan|"
    r"(?:als|wanneer) (?:we|wij|men) niets (?:doen|doet)|"
    r"niet zonder|geen twijfel|zonder (?:ingrijpen|ingreep|maatregelen)|without (?:action|intervention)|"
    r"nog geen(?= \d)|net geen(?= \d)|al dan niet|not only|not just|no (?:less|fewer|more) than|"
    r"(?:en|,) niet (?:via|door|als|om|omdat|van|in|voor|aan|met|op|tot|de|het|een|alleen)|"
    r"(?:and|,) not (?:via|through|by|as|because|the|a|an|to|from|in|for|with)|"
    r"not (?:less|fewer|more) than|no doubt|not without|whether or not|no\. ?\d|nobody but|niets anders)\b",
    re.IGNORECASE,
)
# Words that are quoted are talked about: "wie het ‘niet effectief’ noemt".
_MENTIONED = re.compile(r"[“\"‘„']\w+(?:\s\w+){0,3}[”\"’']")
_NOBODY = STOP_WORDS["nl"] | STOP_WORDS["en"]
DENIED, SHORT = 2, 2  # words after a negation that it denies; letters of words that tell nothing
LONG = 5  # letters of a noun that may be what a sentence is about


class Certainty(IntEnum):
    """How firmly something is said to be so, weakest first."""

    POSSIBLE = 0
    PLANNED = 1
    CONDITIONAL = 2
    PARTLY = 3
    SAID = 4


_CUES: tuple[tuple[Certainty, re.Pattern[str]], ...] = (
    (
        Certainty.CONDITIONAL,
        re.compile(
            r"\b(?:voorwaardelijk|onder voorwaarden?|mits|conditional(?:ly)?|subject to|provided that|"
            r"gereserveerd|reserved)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Certainty.PLANNED,  # what is advised: "Formuleer …", "Make sure …"
        re.compile(
            r"^\W*(?:formuleer|maak|zorg|stel|geef|richt|versterk|houd|blijf|betrek|organiseer|ontwikkel|verbeter|"
            r"vergroot|leg|werk|kies|bepaal|overweeg|laat|neem|breng|bevorder|stimuleer|formulate|make|ensure|give|"
            r"set|strengthen|keep|involve|develop|improve|choose|determine|consider|let|take|bring|promote)\s(?!is\b)",
            re.IGNORECASE,
        ),
    ),
    (
        Certainty.PLANNED,
        re.compile(
            r"\b(?:wil|willen|wilde|wilden|zal|zullen|moet|moeten|streeft|streven|streefde|beoogt|beogen|beoogde|"
            r"doel(?:stelling)?|ambitie|gepland|voornemens?|van plan|aangekondigd|voorzien|verwacht(?:en|te)?|"
            r"voorgesteld|voorstel|komt er|komen er|er komt|er komen|bedoeld om|bestemd om|op het programma|"
            r"aims?|aimed|plans?|planned|scheduled|will|shall|intend\w*|"
            r"target|goal|ambition|expect(?:ed|s)?|proposed?|foreseen|(?:is|are) to|"
            r"(?:was|were|is|are) due to|wants?|wanted|hopes?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Certainty.POSSIBLE,
        re.compile(
            r"\b(?:(?:optie|mogelijkheid) om|overweegt|overwegen|option to|considers|considering|"
            r"mogelijk(?:erwijs)?|wellicht|misschien|zou|zouden|aannemelijk|waarschijnlijk|vermoedelijk|lijkt|"
            r"lijken|(?<!\d )may(?! \d)|might|could|possibly|perhaps|(?<!more )(?<!less )likely|probably|"
            r"presumably|seems?|appears?|suggests?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Certainty.PARTLY,
        re.compile(
            r"\b(?:deels|gedeeltelijk|enigszins|beperkt(?! aantal)|ten dele|niet eenduidig|in beperkte mate|"
            r"partly|partially|"
            r"somewhat|limited(?! number)|to some extent|not unambiguously|mixed)\b",
            re.IGNORECASE,
        ),
    ),
)
# A relative clause tells which are meant, not what is said of them: "bedrijven die willen meedoen".
_ASIDE = re.compile(
    r"\b(?:die|wie|waar|waarmee|waarvan|waarvoor|waarin|who|whose|which|whom)\s[^,.;:]*$",
    re.IGNORECASE,
)
_VERBS = "|".join(
    (
        *every_form("stellen vinden concluderen zeggen schrijven melden noemen schatten"),
        *every_form("adviseren constateren"),
        *present("oordelen tellen waarschuwen"),
        *past("oordelen tellen waarschuwen"),
        *("oordelen", "leest", "geeft aan", "gaf aan"),
        *every_form("say find conclude state argue report write claim put estimate count advise"),
        *every_form("warn note call consider recommend acknowledge"),
    )
)
_NAMED = (
    r"(?:(?:de|het|een|the|an?|onze|our)\s)?[\wÀ-ÿ’'&-]+"
    r"(?:\s(?:(?:van|voor|of|for)\s(?:de\s|het\s|the\s)?)?(?-i:[A-ZÀ-Þ])[\wÀ-ÿ’'&-]*)*"
)
_SPEAKERS = (
    re.compile(rf"\b(?:{'|'.join(ACCORDING)}|in de woorden van)\s(?P<who>{_NAMED})", re.IGNORECASE),
    re.compile(
        rf"^\W*(?P<who>{_NAMED}(?:\s[\wÀ-ÿ’'-]+)?)\s(?:{_VERBS})\b(?!\s(?:er|het niet)\b)",
        re.IGNORECASE,
    ),
    re.compile(rf",\s(?:{_VERBS})\s(?P<who>{_NAMED})\W*$", re.IGNORECASE),
    re.compile(
        r"\b(?:de|het|the)\s(?P<who>evaluatie|evaluation|onderzoekers|researchers|evaluatoren|evaluators|minister|"
        r"staatssecretaris|state secretary|ministerie|ministry|rapport|report|monitor|kabinet|government)\s"
        r"(?:\w+\s)?(?:shows?|showed|laat\b.{0,80}\bzien|liet\b.{0,80}\bzien|toont|toonde|bevestigt|confirms?|blijkt)\b",
        re.IGNORECASE,
    ),
)

_ROLE = re.compile(
    r"\b(?:minister|staatssecretaris|secretary|kabinet|cabinet|government|ministerie|ministry|bureau|commissie|"
    r"committee|commission|raad|council|evaluatie|evaluation|evaluators?|evaluatoren|monitor|rekenkamer|court)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:dat|dit|deze|die|het|er|zij|ze|hij|wij|we|ik|that|this|these|it|they|he|she|i|there)",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    r"\b(?:onderzoekers?|onderzoek|rapport|auteurs?|researchers?|research|study|report|authors?|evaluators?|"
    r"evaluatoren|inspecteurs?|inspectors?)\b",
    re.IGNORECASE,
)


def is_negated(text: str) -> bool:
    """Whether a clause denies: an odd number of negations, phrases such as "not only" left out.

    >>> is_negated("Het programma is niet doeltreffend"), is_negated("Not only firms take part")
    (True, False)
    """
    bare = _NO_NEGATION.sub(" ", _MENTIONED.sub(" ", text))
    return len(_NEGATION.findall(bare)) % 2 == 1


def denied_words(text: str) -> list[str]:
    """What the negations of a text deny: up to two words that tell something after each.

    >>> denied_words("Er is geen concurrentie.")
    ['concurrentie']
    """
    bare = _NO_NEGATION.sub(" ", _MENTIONED.sub(" ", text))
    after = (words(bare[match.end() :]) for match in _NEGATION.finditer(bare))
    telling = ([w for w in found if w not in _NOBODY and len(w) > SHORT] for found in after)
    return [word for found in telling for word in found[:DENIED]]


def is_negation(word: str) -> bool:
    return bool(_NEGATION.fullmatch(word))


def certainty_of(text: str, beside: str = "") -> Certainty:
    """How firmly a clause says what it says. What another text has in a word of its own is what the two
    are about, and no plan: "het voorstel" beside "het wetsvoorstel".

    >>> certainty_of("Wij willen 1.000 bedrijven helpen").name, certainty_of("47 labs were started").name
    ('PLANNED', 'SAID')
    """
    for certainty, pattern in _CUES:
        found = (m for m in pattern.finditer(text) if not _ASIDE.search(text[: m.start()]))
        if any(not _is_subject(m.group().lower(), beside) for m in found):
            return certainty
    return Certainty.SAID


def _is_subject(cue: str, text: str) -> bool:
    return len(cue) > LONG and any(word.endswith(cue) for word in words(text))


def hedges(text: str) -> bool:
    """Whether a text has any word of plan or doubt, also one that only tells which are meant.

    >>> hedges("UWV starts a study, which is expected to end in May")
    True
    """
    return any(pattern.search(text) for _, pattern in _CUES)


def speaker_in(text: str) -> str:
    """Who a sentence says that it has its statement from; "" where it speaks for itself.

    >>> speaker_in("Volgens TNO deden 680 bedrijven mee."), speaker_in("Er zijn 47 fieldlabs.")
    ('TNO', '')
    """
    for pattern in _SPEAKERS:
        found = pattern.search(text)
        if found and (
            _ROLE.search(found["who"])
            or _AUTHORS.search(found["who"])
            or _is_name(found["who"], found.start("who"))
        ):
            return found["who"].strip()
    return ""


def _is_name(who: str, start: int) -> bool:
    """ "TNO", "de Algemene Rekenkamer"; not "Grote bedrijven" at the beginning of a sentence."""
    first, *rest = who.split() or [""]
    if not rest and (first.lower() in _NOBODY or len(first) == 1):
        return False
    own = any(word[:1].isupper() for word in rest)
    return (
        own
        or (first.isupper() and len(first) > 1)
        or (first[:1].isupper() and (start > 0 or not rest))
    )


def is_any_report(speaker: str) -> bool:
    """Whether a speaker is "the researchers" or "the report": whoever wrote the document at hand."""
    return bool(_AUTHORS.search(speaker))
