"""Parts by whatever name: "Uit hoeveel onderdelen bestaat de agenda?" is answered by "vijf actielijnen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.language.terms import stem, words
from assistant.records import Language
from assistant.retrieval.understanding import Alias, Understood

_COUNTED = re.compile(
    r"\b(?:hoeveel (?P<nl>onderdelen|delen|elementen)|how many (?P<en>parts|elements|components))\b",
    re.IGNORECASE,
)
_CALLED: tuple[tuple[Language, str], ...] = (
    (
        "nl",
        "lijn actielijn programmalijn pijler spoor project deelproject hoofdstuk thema fase stap maatregel actie "
        "module paragraaf",
    ),
    (
        "en",
        "line pillar track strand project chapter theme phase step measure action module section",
    ),
)
_HOLDING: tuple[tuple[Language, str], ...] = (
    ("nl", "bestaat bestaan bevat bevatten kent kennen telt tellen omvat omvatten heeft hebben"),
    ("en", "consists consist contains contain comprises comprise includes has have"),
)


def parts_counted(understood: Understood) -> Iterator[Alias]:
    """What may stand for the words of a question that counts parts: the names that parts go by, and the
    verbs that say that something has them. Nothing for any other question."""
    match = _COUNTED.search(understood.text)
    if match is None:
        return
    for word in words(match["nl"] or match["en"]):
        for name in names_of_parts():
            yield stem(word, understood.language), frozenset({name})
    holding = _stems(_HOLDING)
    for term in understood.terms:
        if term in holding:
            yield from ((term, frozenset({verb})) for verb in holding - {term})


@lru_cache(maxsize=1)
def names_of_parts() -> frozenset[str]:
    """Stems that a part of a plan, programme or report goes by, in both languages."""
    return _stems(_CALLED)


def counts_parts(text: str) -> bool:
    """Whether a question counts parts, and not things of one kind.

    >>> counts_parts("Uit hoeveel onderdelen bestaat het plan?"), counts_parts("How many took part?")
    (True, False)
    """
    return bool(_COUNTED.search(text))


def _stems(sides: tuple[tuple[Language, str], ...]) -> frozenset[str]:
    return frozenset(stem(word, language) for language, side in sides for word in side.split())
