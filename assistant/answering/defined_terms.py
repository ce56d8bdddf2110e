"""Terms and what defines them: which term a question asks after, and how surely a sentence defines it.

Definitions in reports have few forms: "Onder X verstaan wij …", "Een X is een …", "X betekent …", "… heet X", an
entry in a list of terms, a long form behind an acronym (compare Hearst 1992).
"""

from __future__ import annotations

import re

from assistant.language.terms import stem, words
from assistant.records import BlockKind, Language, Sentence
from assistant.retrieval.acronyms import SHORT_FORM, definitions, long_form

MOST = 5  # words of a term
_QUOTED = re.compile(r"(?<!\w)['‘’\"“”„]([^'‘’\"“”„]{2,50})['’\"”](?!\w)")
_DEFINING = re.compile(
    r"\b(?:betekenis|betekent|betekenen|definitie|begrip|bedoel\w*|versta\w*|staat .{1,40} voor|afkorting|"
    r"houdt .{1,40} in|definition|meaning|means?|meant|stands? for|abbreviation|acronym)\b",
    re.IGNORECASE,
)
_SPELT_OUT = re.compile(
    r"\b(?:staat|staan) .{1,40} voor\b|\bafkorting|stands? for\b|\babbreviation|\bacronym",
    re.IGNORECASE,
)
_ARTICLE = r"(?:een|de|het|an?|the|elke?|ieder|each)"
_T = r"(?P<term>[^?,;:]{2,60}?)"
_NO_NOUN = (
    r"(?:\w*ge\w{2,}(?:d|t|en)|be\w{3,}d|ver\w{3,}d|ont\w{3,}d|nodig|nieuw\w*|anders|mogelijk|"
    r"\w*belangrijk\w*|essentieel|bekend|moeilijk|goed|slecht|waar|new|needed|important|essential|known|possible|different|next|wrong|an?|een)\b"
)
_BARE = rf"(?!{_NO_NOUN})(?P<bare>[^?,;:]{{2,60}}?)"  # without an article
_WHERE = r"(?:,?\s+(?:in|volgens|bij|uit|genoemd|eigenlijk|precies|according|mentioned|exactly|within)\b.*)?\W*$"
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:means? (?:by|with)|meant (?:by|with)) (?:an? |the )?{_T}{_WHERE}",
        rf"^\W*(?:en )?wat (?:is|zijn)(?: (?:eigenlijk|precies|nu|nou|dan))* (?:een {_T}|{_BARE}){_WHERE}",
        rf"^\W*(?:and )?what(?:'s| is| are)(?: exactly)? (?:an? {_T}|{_BARE}){_WHERE}",
        rf"\bwhat exactly (?:is|are) (?:an? |the )?{_T}{_WHERE}",
        rf"^\W*wat voor \w+ (?:is|zijn) {_T}{_WHERE}",
        rf"\bwat (?:betekent|betekenen|houdt|houden) (?:een |de |het |de term |het begrip )?{_T}(?: in)?{_WHERE}",
        rf"\b(?:betekenis|definitie|definition|meaning|begrip) (?:van|of) (?:{_ARTICLE} )?{_T}{_WHERE}",
        rf"^\W*(?:betekenis|definitie|definition|meaning|afkorting):? {_T}\W*$",
        rf"^\W*{_T},? (?:betekenis|definitie|definition|meaning|afkorting)\W*$",
        rf"\bversta\w*\b.{{0,40}}? onder (?:een |de |het |de term |het begrip )?{_T}{_WHERE}",
        rf"\bonder (?:een |de |het |de term |het begrip )?{_T} verstaan\b",
        rf"\bwaar staa[tn] (?:de (?:afkorting|letters) )?{_T} voor\b",
        rf"\bwhat do(?:es)? (?:the (?:abbreviation|acronym|term|letters) )?{_T} "
        r"(?:mean|stand for)\b(?! (?:for|to)\b)",
        rf"\bbedoel\w* .{{0,30}}?\bmet (?:een |de |het |de term |het begrip )?{_T}{_WHERE}",
        rf"\bmet (?:een |de |het |de term |het begrip )?{_T} bedoeld\b",
        rf"^\W*(?:een |an? )?{_T}, wat (?:bedoelt|bedoelen|betekent|is dat)\b",
    )
)
_COMPARED = re.compile(
    r"\b(?:verschil\w*|onderscheid|verschillen|differences?|distinction|distinguishes)(?: er)?(?: is| zijn)?"
    r"(?: (?:tussen|van|between|from))? "
    r"(?:een |de |het |an? |the )?([^?,;:]{2,40}?) (?:en|and|van|from|of|or) (?:een |de |het |an? |the )?"
    r"([^?,;:]{2,40}?)\W*$",
    re.IGNORECASE,
)
_NO_TERM = re.compile(
    r"^(?:de|het|the|er|that|this|dit|dat|deze|die|it|your|my|jouw|je|mijn|hun|their|our|ons|onze)\b|"
    r"\b(?:van|of|is|are|was|were|zijn|waren|er|there|die|that|dat|which|te|to|als|meant|bedoeld|verschil|difference)\b",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r"\s(?:van|of)\s", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:begrippen\w*|begripsbepaling\w*|afkorting\w*|definities?|verklarende woorden\w*|woordenlijst|"
    r"terminologie|glossar\w+|abbreviations?|definitions?|acronyms?|terms and|terms used|list of terms)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"^\W*(?:[\w-]+ ){0,2}(?:bedoelen|bedoelt|bedoeld|wordt|worden|verstaan|verstaat|we|wij|is|are)\b.{0,40}?"
    r"(?:bedoel|versta|mean)|^\W*(?:[\w-]+ ){0,2}(?:bedoel|versta)|^\W*,? we mean",
    re.IGNORECASE,
)
_IS = re.compile(
    r"^\W*(?:\([^)]{1,60}\) ?)?(?:is|zijn|are) (?:een|an?)\b"
    r"(?! (?:\w+ (?:geworden|gebleven|geleden)|van de|van het|groot|grote|goed|goede|belangrijke?|succes|"
    r"major|big|key|great|good|huge|significant|important|success)\b)|"
    r"^\W*(?:is|zijn|are) (?:de|het|the) \w+(?: \w+){0,2},? (?:die|dat|waar\w*|that|which|who|where|whose)\b|"
    r"^\W*(?:zijn|are) \w{3,}(?:en|s)(?: \w+){0,2},? (?:die|waar\w*|that|which|who|where|whose)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\W*(?:betekent(?! (?:veel|weinig|niets|niet|meer|iets)\b)|betekenen|houdt in|wordt gedefinieerd|means?\b|"
    r"refers? to|is defined|wordt verstaan|worden verstaan|omvat(?:ten)?\b)",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"^\W*(?:staat|staan|stands?) (?:voor|for)\b", re.IGNORECASE)
_SET_OFF = re.compile(
    r"^ {0,3}(?:\([^)]{1,60}\))? {0,3}[:–—=\t] {0,3}(?=[a-zà-ÿ])(?:[^\W\d]{1,40}\W{1,3}){2}[^\W\d]"
)
_SPELT = re.compile(r"^ {0,3}[:–—=\t] {0,3}([^\t\n.;]{4,90})")
# "Definitie ‘impactvol’ – …"
_HEADED = re.compile(
    r"\W*(?:definitie|begrip|begripsomschrijving|definition|term)(?: (?:van|of))?(?: (?:een|de|het|an?|the))?"
    r"[\s:]+(?=\S)",
    re.IGNORECASE,
)
_HEADS = re.compile(r"['’\"”)]{0,2}\s{0,2}[:–—=-]\s{0,2}\S|['’\"”]\s{1,2}[“\"‘']")
_CALLED = r"\b(?:heet|heten|genoemd|noemen(?: wij| we)?|called|known as|named) (?:een |de |het |an? |the )?"


def term_asked(text: str) -> str:
    """The term whose meaning a question asks after; "" where it asks for something else.

    >>> [term_asked(each) for each in ("Wat is een skillslab?", "what does EDIH stand for", "skillslab betekenis")]
    ['skillslab', 'EDIH', 'skillslab']
    >>> term_asked("Wat verstaan ze daar onder 'betrokken'?"), term_asked("Wat is het doel van de subsidie?")
    ('betrokken', '')
    """

    def fits(term: str) -> bool:
        return bool(term) and len(term.split()) <= MOST and not _NO_TERM.search(term)

    quoted = _QUOTED.search(text)
    if quoted and _DEFINING.search(text):
        return quoted[1].strip()
    for pattern in _ASKED:
        match = pattern.search(text)
        if match is None:
            continue
        term = (match["term"] or match.groupdict().get("bare") or "").strip(" '\"‘’“”")
        if fits(term):
            return term
        # "What is meant by sampling of recipients": the term is what comes first.
        head = _OF_SOMETHING.split(term, maxsplit=1)[0]
        if head != term and _DEFINING.search(text) and fits(head):
            return head
    return ""


def terms_compared(text: str) -> tuple[str, ...]:
    """The two terms whose difference a question asks after; () where it asks for none.

    >>> terms_compared("Wat is het verschil tussen een fieldlab en een hub?"), terms_compared("verschil AP en AVG")
    (('fieldlab', 'hub'), ('AP', 'AVG'))
    >>> terms_compared("What differs between 2019 and 2020?")
    ()
    """
    match = _COMPARED.search(text)
    terms = tuple(part.strip(" '\"‘’“”") for part in match.groups()) if match else ()
    fit = all(t and len(t.split()) <= MOST and not _NO_TERM.search(t) for t in terms)
    return terms if fit and not any(t[0].isdigit() for t in terms) else ()


def wants_long_form(text: str) -> bool:
    """Whether a question asks what letters stand for."""
    return bool(_SPELT_OUT.search(text))


def how_defined(
    sentence: Sentence, section: str, term: str, language: Language, spelt_out: bool = False
) -> float:
    """How surely a sentence of a section defines a term, 0 to 1. ``language`` is the sentence's."""
    text = sentence.text
    found = [_around(text, term, language)]
    if SHORT_FORM.fullmatch(term) and any(short == term for short, _ in definitions(text)):
        found.append(1.0 if spelt_out else 0.5)
    called = re.search(_CALLED + rf"['‘\"“]?{re.escape(term)}\b", text, re.IGNORECASE)
    found.append(0.8 if called else 0.0)
    entry = sentence.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    entry = entry and bool(_LISTED.search(section.rsplit(" › ", 1)[-1]))
    if (
        entry
        and _behind(text, term, language) is not None
        and len(text.split()) > len(term.split()) + 1
    ):
        found.append(0.95)
    return max(found)


def _around(text: str, term: str, language: Language) -> float:
    """How surely what stands around a term at the head of a sentence defines it."""
    meant = re.match(
        r"\W*(?:onder|met|by|under)\s+(?:(?:een|de|het|an?|the)\s+)?", text, re.IGNORECASE
    )
    if meant:
        rest = _behind(text[meant.end() :], term, language)
        return 1.0 if rest is not None and _MEANT.search(rest) else 0.0
    headed = _HEADED.match(text)
    if headed and (rest := _behind(text[headed.end() :], term, language)) is not None:
        return 1.0 if _HEADS.match(rest) else 0.0
    article = re.match(rf"\W*(?:{_ARTICLE}\s+)?", text, re.IGNORECASE)
    rest = _behind(text[article.end() if article else 0 :], term, language)
    if rest is None:
        return 0.0
    short = bool(SHORT_FORM.fullmatch(term))
    if _SAYS.search(rest) or (short and _STANDS_FOR.search(rest)):
        return 1.0
    if rest.count("\t") > 1:
        return 0.0  # a row of more cells tells of the term what its columns are about
    spelt = _SPELT.search(rest) if short else None
    if spelt and long_form(term, spelt[1].strip()) == spelt[1].strip():
        return 0.9
    return 0.9 if _SET_OFF.search(rest) or _IS.search(rest) else 0.0


def _behind(text: str, term: str, language: Language) -> str | None:
    """What stands behind a term that a text begins with; None where it begins otherwise."""
    wanted = [stem(word, language) for word in words(term)]
    own: list[str] = []
    for part in re.finditer(r"[\w’'-]+", text):
        own += [stem(word, language) for word in words(part[0])]
        if len(own) >= len(wanted):
            return text[part.end() :] if wanted and own == wanted else None
    return None
