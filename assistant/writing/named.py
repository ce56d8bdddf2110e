"""Whether the names of a written sentence are those of its source, and stand with the same words."""

from __future__ import annotations

import re

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import is_known, is_light, says
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.writing.parts_beside import in_their_sentences

_NATION = re.compile(
    r"(?:belgi|duits|german|frankr|franse|france|french|engels|english|brits|british|britain|amerika|america|"
    r"chin|japan|itali|spa[an]|spanish|pools|poland|polish|zweed|zwed|swed|deen|dane|danish|denm|noor|norw|"
    r"zwits|swiss|switz|oostenr|austria|vlaa|vlaams|flemish|flander)\w*"
)
# How common nouns and adjectives end, and names hardly do.
_COMMON_ENDS = (
    *("ing", "ed", "ly", "end", "s", "age", "ment", "ness", "ity", "tion", "heid", "teit", "atie"),
    *("ijnen", "eurs", "isten", "heden", "teiten", "rijven", "schappen"),
)
# Names of institutions that have one in each language.
_SAME = tuple(
    tuple(side.split(",") for side in line.split("="))
    for line in (
        "tweede kamer=house of representatives,lower house,parliament,house",
        "eerste kamer=senate,upper house",
        "algemene rekenkamer=court of audit",
        "centraal bureau voor de statistiek,cbs=statistics netherlands,statistics",
        "kamer van koophandel,kvk=chamber of commerce",
        "nationaal groeifonds,ngf=national growth fund,growth fund",
        "europese commissie=european commission",
        "europese unie,eu=european union,eu",
        "rijksdienst voor ondernemend nederland,rvo=netherlands enterprise agency",
        "raad van state=council of state",
        "economische zaken=economic affairs",
        "economische zaken en klimaat=economic affairs and climate policy",
        "den haag=the hague",
        "peking=beijing",
        "amerikanen=americans,u s,united states",
        "verenigde staten,vs=united states,u s",
        "verenigd koninkrijk,vk=united kingdom,uk",
        "zuid korea=south korea",
        "noord korea=north korea",
        "nieuw zeeland=new zealand",
        "rusland=russia",
        "oekraine=ukraine",
        "turkije=turkey",
        "griekenland=greece",
        "hongarije=hungary",
        "tsjechie=czechia,czech republic",
        "londen=london",
        "parijs=paris",
        "berlijn=berlin",
        "wenen=vienna",
        "antwerpen=antwerp",
    )
)


def names_missing(written: Proposition, source: Proposition, author: str) -> list[ComparedPoint]:
    context = f"{source.text} {source.before} {source.around} {author}"
    near = Vocabulary.of(context, source.language)
    text = " ".join(words(context))
    names = (*written.names, *_opening_name(written))
    return [
        *_nations(written, near),
        *(
            ComparedPoint(Matter.NAME, None, name)
            for name in names
            if not _is_named(name, written, near, f" {text} ")
        ),
    ]


def _nations(written: Proposition, near: Vocabulary) -> list[ComparedPoint]:
    """A country or its people, which a sentence must have from its source; the own one goes without."""
    return [
        ComparedPoint(Matter.NAME, None, word)
        for word in words(written.text)
        if _NATION.fullmatch(word)
        and not any(_NATION.fullmatch(w) and w[:4] == word[:4] for w in near.plain)
        and not says(near, stem(word, written.language), written.language)
    ]


def _opening_name(written: Proposition) -> list[str]:
    """The first word, where nothing but a name explains it: it is in no list of words."""
    first = next(iter(words(written.text)), "")
    bare = stem(first, written.language)
    ordinary = (
        first in STOP_WORDS[written.language]
        or first[:1].isdigit()
        or is_light(first, written.language)
        or is_known(bare, written.language)
        or first.endswith(_COMMON_ENDS)
    )
    return [] if ordinary or bare not in written.terms else [first]


def _is_named(name: str, written: Proposition, near: Vocabulary, text: str) -> bool:
    for sides in _SAME:
        if any(name == one for side in sides for one in side):
            return any(f" {one} " in text for side in sides for one in side)
    return all(_has_part(part, written, near, text) for part in name.split())


def _has_part(part: str, written: Proposition, near: Vocabulary, text: str) -> bool:
    if len(part) < 3:
        return f" {part} " in text or part in ("de", "en", "of", "of")
    return part in near.plain or says(near, stem(part, written.language), written.language)


def names_astray(written: Proposition, source: Proposition, author: str) -> list[ComparedPoint]:
    """A name must stand in the sentence that has the words it stands with, where that names another:
    of "A does this; B does that" nothing bears out that A does that."""
    found: list[ComparedPoint] = []
    if not written.names:
        return found
    above = set(words(f"{source.around} {author}"))
    own = " ".join(words(written.text))
    for part, best, _ in in_their_sentences(written, source):
        names = [name for name in written.names if name in " ".join(words(part.text))]
        strangers = [o for o in best.names if not any(p in own for p in o.split())]
        here = Vocabulary.of(best.text, source.language)
        plain = f" {' '.join(words(best.text))} "
        lost = [n for n in names if not _is_named(n, written, here, plain)]
        exchanged = len(names) == len(written.names) == len(best.names) == 1
        lost = [n for n in lost if exchanged or not any(p in above for p in n.split())]
        if strangers and lost and len(lost) == len(names):
            found.append(ComparedPoint(Matter.NAME, False, lost[0], strangers[0]))
    return found
