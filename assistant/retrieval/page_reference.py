"""The pages that a question names: "op pagina 14", "on the second page", "on the cover"."""

from __future__ import annotations

import re

from assistant.language.number_words import in_words
from assistant.language.ordinals import ordinal_numbers

_ORDINALS = ordinal_numbers(10)
_ORDINALS |= {f"{n}e": n for n in range(1, 11)}
_ORDINALS |= {f"{n}{end}": n for n, end in enumerate(("st", "nd", "rd", *("th",) * 7), start=1)}
_NAMED = {
    word: number
    for number in range(1, 21)
    for word in ("een", in_words(number, "nl"), in_words(number, "en"))
    if word != "een" or number == 1
}
_REFERENCE = re.compile(
    r"\b(?:(?:op|on|at|from|of|in|van)\s+)?(?:(?:de|the)\s+)?(?:"
    r"(?:pagina|bladzijde|page)(?:nummer|\s+(?:number|nummer|nr\.?))?\s*\(?"
    rf"(?P<number>\d{{1,4}}|{'|'.join(_NAMED)})\b\)?"
    r"|(?:p|pag|blz)\.\s?(?P<short>\d{1,4})\b"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})\s+(?:cover\s+)?(?:pagina|bladzijde|blad|page)\b"
    r"|(?P<cover>voorpagina|titelpagina|titelblad|voorblad|omslag|"
    r"(?:cover|title|front)\s+page|cover)\b)",
    re.IGNORECASE,
)


def named_pages(text: str) -> tuple[str, frozenset[int]]:
    """(the question without its page references, the numbers of the pages that it names).

    >>> named_pages("Welke datum staat op pagina 14?")
    ('Welke datum staat ?', frozenset({14}))
    >>> named_pages("Who signed on the second page?")[1], named_pages("Hoeveel pagina's zijn er?")[1]
    (frozenset({2}), frozenset())
    """
    pages: set[int] = set()
    for match in _REFERENCE.finditer(text):
        digits = match["number"] or match["short"] or ""
        if digits.isdigit():
            pages.add(int(digits))
        elif digits:
            pages.add(_NAMED[digits.lower()])
        elif match["ordinal"]:
            pages.add(_ORDINALS[match["ordinal"].lower()])
        else:
            pages.add(1)
    return (_REFERENCE.sub("", text) if pages else text), frozenset(pages)


_ITSELF = re.compile(
    r"\b(?:(?:datum|titel|auteurs?|uitgever|jaar|versie|opdrachtgever|kenmerk) van (?:het|de|dit|deze) "
    r"(?:rapport|document|brief|notitie|verslag|stuk|onderzoek|evaluatie|monitor|agenda|advies)|"
    r"(?:date|title|authors?|publisher|version|number) of (?:the|this) "
    r"(?:report|document|letter|paper|study|evaluation|case)|"
    r"(?:year|period) (?:is|was) the (?:report|document) for|case number|"
    r"(?:wie|welke organisatie) (?:heeft|hebben|schreef|schreven|maakte) (?:het|dit|de|deze) (?:rapport|evaluatie|"
    r"onderzoek|document)|who (?:wrote|prepared|published|commissioned|authored) (?:the|this) "
    r"(?:report|document|study|evaluation|paper|letter))\b",
    re.IGNORECASE,
)


def asks_of_itself(text: str) -> bool:
    """Whether a question is after what a document's first pages say of the document itself.

    >>> asks_of_itself("What is the date of the report?"), asks_of_itself("Wat is de datum van de start?")
    (True, False)
    """
    return bool(_ITSELF.search(text))
