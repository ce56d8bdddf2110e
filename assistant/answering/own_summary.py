"""Where a document sums itself up: under a heading that says so, of all of it and of nothing more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked_part import paths_of, under
from assistant.answering.central_sentences import Said
from assistant.answering.outline import numbered_as
from assistant.language.languages import other_language
from assistant.language.terms import stem, words
from assistant.records import Language, Version
from assistant.retrieval.named_document import in_the_words_of

MOST_OF_IT = 0.5  # of a document's sentences: a heading over more is that of the document itself
_SUMS_UP: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        r"\w*samenvatting|samengevat|in het kort|hoofdpunten|hoofdlijnen|kernboodschap(?:pen)?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"summary|(?:key|main) (?:points|findings|messages)|at a glance", re.IGNORECASE
    ),
}
_CONCLUDES: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r"\w*conclusies?|slotbeschouwing|(?:hoofd|eind)?bevindingen", re.IGNORECASE),
    "en": re.compile(r"conclusions?|concluding remarks|findings", re.IGNORECASE),
}
_NUMBER = re.compile(r"^\W*(?:(?:\d{1,2}|[A-Z]|[IVX]{1,4})[.):]?\s+)?")
_OF_IT_ALL = frozenset(
    "de het een van voor uit in en dit deze rapport onderzoek advies evaluatie verkenning brief nota studie "
    "bevindingen resultaten conclusies conclusie aanbevelingen discussie uitkomsten belangrijkste publiek beleid "
    "beleidsmakers korte samenvatting hoofdstuk the a of for from and this report study review evaluation paper "
    "letter main key findings results conclusions conclusion recommendations discussion executive management "
    "plain language public policy makers short overall final summary chapter".split()
)


def own_summary(said: Sequence[Said], version: Version, language: Language) -> list[Said]:
    """What stands under the document's own summary, else under its conclusions; in ``language`` if it can be."""
    return _under(said, version, language, _SUMS_UP) or own_conclusions(said, version, language)


def own_conclusions(said: Sequence[Said], version: Version, language: Language) -> list[Said]:
    """What stands under its conclusions, the last ones where it has several: those of parts come before."""
    return _under(list(reversed(said)), version, language, _CONCLUDES)[::-1]


def _under(
    said: Sequence[Said],
    version: Version,
    language: Language,
    headings: dict[Language, re.Pattern[str]],
) -> list[Said]:
    paths = paths_of(each.section for each in said)
    for one in (language, other_language(language)):
        for path in paths:
            heading = path.split(" › ")[-1]
            if headings[one].search(heading) and _is_of_it_all(heading, headings[one], version):
                held = under(said, path)
                if len(held) <= MOST_OF_IT * len(said):
                    return held
    return []


def _is_of_it_all(heading: str, named: re.Pattern[str], version: Version) -> bool:
    """Whether a heading names no part: "Samenvatting stickers", "5.3 Conclusie", "Summary of the process"."""
    if "." in numbered_as(heading)[1]:
        return False
    rest = words(named.sub(" ", _NUMBER.sub("", heading, count=1)))
    language = version.document.language
    title = in_the_words_of(version.document.title, version, language)
    return all(
        word in _OF_IT_ALL or word.isdigit() or stem(word, language) in title for word in rest
    )
