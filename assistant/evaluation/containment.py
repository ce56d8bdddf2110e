"""How much of a known answer stands in the quotes: its figures and its content words.

A count of words in common, as in ROUGE-1 recall (Lin 2004): blind to paraphrase, and in
another language than the answer's only figures and names can match.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.figures import figures_in
from assistant.language.terms import stems, words
from assistant.records import Language

Quote = tuple[str, Language]  # a text and the language that its figures are read in


def figures_contained(answer: str, language: Language, quotes: Iterable[Quote]) -> bool | None:
    """Whether every figure of the answer is in the quotes, by value; None where it has no figures.

    >>> figures_contained("€ 1,35 miljard", "nl", [("It cost 1,350 million euro.", "en")])
    True
    >>> figures_contained("50 in 2021", "nl", [("vijftig fieldlabs", "nl")])
    False
    >>> figures_contained("891", "nl", [("Samen krijgen zij € 891 miljoen.", "nl")])
    True
    """
    wanted = _values(answer, language)
    if not wanted:
        return None
    return wanted <= {
        value for text, own in quotes for value in _values(text, own) | _printed(text)
    }


def words_contained(answer: str, language: Language, quotes: Iterable[Quote]) -> float | None:
    """Share of the answer's different content words that are in the quotes; None where it has none.

    >>> words_contained("Een nieuwe brug", "nl", [("De bruggen zijn oud.", "nl")])
    0.5
    """
    wanted = set(stems(answer, language))
    if not wanted:
        return None
    # Stemmed as the answer is, so that a name has one stem on both sides.
    there = {stem for text, _ in quotes for stem in stems(text, language)}
    return len(wanted & there) / len(wanted)


def _printed(text: str) -> set[float]:
    # Sets also give an amount as printed, without the "miljoen" behind it.
    digits = [word for word in words(text) if word[0].isdigit()]
    return {value for word in digits for value in _values(word, "en")}


def _values(text: str, language: Language) -> set[float]:
    # A unit is left out: sets write "12" for 12 %, and an amount without its currency.
    return {round(figure.value, 6) for figure in figures_in(text, language)}
