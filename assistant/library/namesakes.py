"""What tells reports of one title apart: the folder, the file's name, and whom the text is about.

Regions, schools and years often share one template: the title, the publisher and most sentences are
the same, and only where the file lies, or a name in the text, says which of them it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from assistant.language.months import WRITTEN_MONTHS
from assistant.library.comparison import pair
from assistant.library.version_marks import bare_title, marks_in, plain

# What folders are called in which people keep versions.
_KEPT_IN = frozenset(
    "oude nieuwe archief archive archived versies versions vorige previous eerdere earlier backup "
    "historie history drafts concepten".split()
)
TELLING = 3  # letters of a word in a file's name that may say what it is about
_WORD = re.compile(r"\w[\w'’-]*")


def apart_by_folder(one: str, other: str) -> bool:
    """Whether two folders' names say that what is in them is about different things or times.

    >>> apart_by_folder("/plannen/Regio Noord", "/plannen/Regio Zuid")
    True
    >>> apart_by_folder("/plannen/concept", "/plannen/definitief")
    False
    """
    if not one or not other:
        return False
    first, second = _parts(one), _parts(other)
    while first and second and first[0] == second[0]:
        del first[0], second[0]
    return _says(first) != _says(second)


def apart_by_name(one: str, other: str) -> bool:
    """Whether each of two files' names has a word that the other has not.

    >>> apart_by_name("plan-noord.pdf", "plan-zuid v2.pdf")
    True
    >>> apart_by_name("plan-concept.pdf", "plan definitief (ministerie).pdf")
    False
    """
    first, second = _name_words(one), _name_words(other)
    return bool(first - second and second - first)


def differ_by_names(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether a sentence of one text has another name where the other text has its own.

    Only a name that its own text has and the other one never counts: a correction of numbers, dates
    or words does not.

    >>> differ_by_names(["De regio Noord legt 310 panelen."], ["De regio Zuid legt 520 panelen."])
    True
    >>> differ_by_names(["Zij legt 310 panelen."], ["Zij legt 311 panelen in mei."])
    False
    """
    mine, its = _names(old), _names(new)
    in_old, in_new = _words(old), _words(new)
    _, changed = pair(old, new)
    return any(
        _swapped(old[o], new[n], (mine, in_new), (its, in_old)) for o, n in sorted(changed.items())
    )


def _swapped(
    old: str,
    new: str,
    mine: tuple[Collection[str], Collection[str]],
    its: tuple[Collection[str], Collection[str]],
) -> bool:
    before, now = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return any(
        _own(before[a:b], *mine) and _own(now[c:d], *its)
        for change, a, b, c, d in matcher.get_opcodes()
        if change == "replace"
    )


def _own(words: Sequence[str], names: Collection[str], elsewhere: Collection[str]) -> bool:
    """Whether a name among words is one that the other text has not."""
    return any(word in names and word.casefold() not in elsewhere for word in words)


def _names(sentences: Sequence[str]) -> set[str]:
    """Words with a capital that do not open a sentence, months aside."""
    return {
        word
        for sentence in sentences
        for word in _WORD.findall(sentence)[1:]
        if word[:1].isupper() and word.lower() not in WRITTEN_MONTHS
    }


def _words(sentences: Sequence[str]) -> set[str]:
    return {word.casefold() for sentence in sentences for word in _WORD.findall(sentence)}


def _parts(folder: str) -> list[str]:
    return [part for part in re.split(r"[/\\]+", folder.casefold()) if part]


def _says(parts: Sequence[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What is left of folders' names without marks of versions and dates: words, periods, numbers."""
    text = plain("/".join(parts))
    marks = marks_in(text)
    words = frozenset(bare_title(text).split()) - _KEPT_IN
    return words, marks.periods, marks.numbers


def _name_words(file: str) -> set[str]:
    name = re.sub(r"\.\w{1,5}$", "", file.rsplit("/", 1)[-1])
    return {word for word in bare_title(name).split() if len(word) >= TELLING}
