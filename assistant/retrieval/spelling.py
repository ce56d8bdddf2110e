"""Words that were typed wrong, mended by the library's own: "evalutie" where the documents say "evaluatie".

A word is mended only where no passage has it, in any form, the embedder's tokenizer does not know it as a word,
a word of the documents in the question's language is one slip of a finger away (a letter too many, one too few,
two swapped), neither at its beginning nor at its end, where inflection is, and both mean the same to the embedder.
A long word may have two slips, a very long one three, if the letters of one are all in the other: another word,
such as "aanbestedingen" for "aanbevelingen", has letters of its own. None is mended into its opposite:
"arbeidsgeschiktheid" where the documents say "arbeidsongeschiktheid".
"""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz.distance import OSA

from assistant.embedding.encoder import encoder
from assistant.embedding.encoding import embed_texts
from assistant.language.glossary import synonyms, translations
from assistant.language.languages import LANGUAGES
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import grams, stem, words
from assistant.library import Library
from assistant.records import Language

SHORTEST = 6  # letters of a word that is mended
SHORTEST_COMMON = 5  # of one that is an everyday word
ENDING = 2  # letters at the end that inflection changes
SAME = 0.93  # cosine of what was typed and what was meant; of other words with like letters it is .9 to .95
LONG = 9  # letters from which hardly any other word is one slip away
SAME_LONG = 0.88  # cosine of what was typed and what was meant of so long a word
SLIPS = ((10, 2), (12, 3))  # letters from which a word may have so many slips
NEGATIONS = (
    "on",
    "in",
    "niet",
    "un",
    "non",
)  # in a word they make its opposite: no slip of a finger
LOOKED_AT, LOOKED_AT_LONG = 20, 60  # passages whose words are compared
_TYPED = re.compile(r"(?<![\w'’-])[a-zà-ÿ]+(?![\w'’-])")  # no names, no numbers, no parts of words


def mended(library: Library, text: str, language: Language) -> str:
    """A question with what was surely typed wrong put right."""

    def right(match: re.Match[str]) -> str:
        (typed,) = words(match.group()) or [""]
        return _meant(library, typed, language) or match.group()

    return _TYPED.sub(right, text)


def _meant(library: Library, typed: str, language: Language) -> str | None:
    if len(typed) < SHORTEST_COMMON or _is_known(library, typed, language):
        return None
    common = [w for w in STOP_WORDS[language] if len(w) != len(typed) and _is_near(typed, w)]
    if common:
        return min(common)
    if len(typed) < SHORTEST:
        return None
    pieces = {"grams": dict.fromkeys(grams(typed, language), 1.0)}
    count = LOOKED_AT_LONG if len(typed) >= LONG else LOOKED_AT
    found = library.passages.read(sorted(library.search.matching(pieces, count, None)))
    passages = [passage for passage in found.values() if passage.language == language]
    counted = Counter(word for passage in passages for word in words(passage.in_words))
    slips = {word: n for word in counted if (n := _slips(typed, word))}
    near = [word for word, n in slips.items() if n == min(slips.values())]
    if not near:
        return None
    own, *others = embed_texts([typed, *near])
    alike = {word: float(own @ vector) for word, vector in zip(near, others, strict=True)}
    best = max(near, key=lambda word: (counted[word], alike[word], word))
    return best if alike[best] >= (SAME_LONG if len(typed) >= LONG else SAME) else None


def _is_known(library: Library, typed: str, language: Language) -> bool:
    """Whether it is a word: of a document, of the glossary, or one that the tokenizer knows whole."""
    if (
        any(typed in STOP_WORDS[each] for each in LANGUAGES)
        or len(encoder().tokenize(typed)[1]) == 1
    ):
        return True
    for each in LANGUAGES:
        term = stem(typed, each)
        if any(library.search.frequency(field, term) for field in ("stems", "context")):
            return True
    term = stem(typed, language)
    return bool(synonyms(term, language) or translations(term, language))


def _slips(typed: str, word: str) -> int:
    """How many slips of a finger make one of the other; 0 where it is the same or another word.

    >>> [_slips(typed, "evaluatie") for typed in ("evalutie", "evaulatie", "evaluaties", "evaluatie")]
    [1, 1, 0, 0]
    >>> _slips("aanbeevlingne", "aanbevelingen"), _slips("aanbestedingen", "aanbevelingen")
    (2, 0)
    """
    first = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    same_length = len(typed) == len(word)
    if not first or first >= min(len(typed), len(word)) - ENDING + same_length:
        return 0  # its beginning differs, or only its end
    letters, others = Counter(typed), Counter(word)
    if letters - others and others - letters:
        return 0  # letters of its own
    most = max((n for length, n in SLIPS if min(len(typed), len(word)) >= length), default=1)
    distance = OSA.distance(typed, word, score_cutoff=most)
    return distance if distance <= most and not _is_opposite(typed, word, distance) else 0


def _is_opposite(typed: str, word: str, distance: int) -> bool:
    """Whether a negation is what the longer of two words has more, with or without a slip elsewhere.

    >>> _is_opposite("arbeidsgeschiktheid", "arbeidsongeschiktheid", 2)
    True
    >>> _is_opposite("staatssecrtris", "staatssecretaris", 2)
    False
    """
    shorter, longer = sorted((typed, word), key=len)
    return any(
        OSA.distance(longer[:at] + longer[at + len(negation) :], shorter)
        <= distance - len(negation)
        for negation in NEGATIONS
        for at in range(len(longer))
        if longer.startswith(negation, at)
    )


def _is_near(typed: str, word: str) -> bool:
    return OSA.distance(typed, word, score_cutoff=1) == 1
