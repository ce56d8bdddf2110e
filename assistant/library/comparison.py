"""Two versions sentence by sentence: what stayed, what changed into what, what came and what went.

Exact pairs (after normalisation) are found with a dictionary. What is left is compared only with
sentences that share its rarest words, so that the work grows with the length of the reports and not
with its square.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.records import Passage, Sentence
from assistant.records.runs import Kept, Kind, SentenceChange

CLOSE = 60.0  # similarity (0 to 100) from which a sentence is the other one, changed
CANDIDATES = 8  # sentences that a changed one is compared with
COMMON = 40  # a word in more sentences than this says nothing about which is meant

_MARK = re.compile(r"\[\d{1,3}\]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SINGLE = re.compile(r"[\u2018\u2019\u201a\u201b\u2032`´]")
_DOUBLE = re.compile(r"[\u201c-\u201f«»„]")


def same_words(text: str) -> str:
    """A sentence without what differs by accident: spacing, quotes, dashes, footnote marks, case.

    >>> same_words("Het “programma”  liep door.[3]") == same_words('Het "programma" liep door.')
    True
    """
    text = unicodedata.normalize("NFKC", _MARK.sub("", text)).casefold()
    text = _DOUBLE.sub('"', _SINGLE.sub("'", _DASHES.sub("-", text)))
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def pair(old: Sequence[str], new: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """(old index -> new index of the same sentence, old index -> new index of its changed form).

    No index is used twice. The n-th occurrence of a sentence pairs with the n-th.
    """
    before, after = [same_words(t) for t in old], [same_words(t) for t in new]
    places: dict[str, deque[int]] = defaultdict(deque)
    for index, text in enumerate(after):
        places[text].append(index)
    same: dict[int, int] = {}
    for index, text in enumerate(before):
        if places[text]:
            same[index] = places[text].popleft()
    taken = set(same.values())
    rest_old = [i for i in range(len(before)) if i not in same and before[i]]
    rest_new = [i for i in range(len(after)) if i not in taken and after[i]]
    return same, _changed(before, after, rest_old, rest_new)


def _changed(
    before: list[str], after: list[str], rest_old: list[int], rest_new: list[int]
) -> dict[int, int]:
    holders: dict[str, list[int]] = defaultdict(list)
    for index in rest_new:
        for word in set(re.findall(r"\w+", after[index])):
            holders[word].append(index)
    scored: list[tuple[float, int, int, int]] = []
    for index in rest_old:
        votes: dict[int, float] = defaultdict(float)
        for word in set(re.findall(r"\w+", before[index])):
            held = holders.get(word, ())
            if len(held) <= COMMON:
                for other in held:
                    votes[other] += 1.0 / len(held)
        for other in sorted(votes, key=lambda o: (-votes[o], o))[:CANDIDATES]:
            score = fuzz.ratio(before[index], after[other], score_cutoff=CLOSE)
            if score:
                scored.append((-score, abs(other - index), index, other))
    changed: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, index, other in sorted(scored):
        if index not in changed and other not in taken:
            changed[index] = other
            taken.add(other)
    return changed


def side_by_side(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[SentenceChange, ...]:
    """Rows in the new version's order; what went stands behind what it followed."""
    same, changed = pair([s.text for s in old], [s.text for s in new])
    before = {**{n: o for o, n in same.items()}, **{n: o for o, n in changed.items()}}
    gone_after: dict[int, list[int]] = defaultdict(
        list
    )  # new index (-1 for the top) -> old indices
    anchor = -1
    for index in range(len(old)):
        if index in same or index in changed:
            anchor = same.get(index, changed.get(index, -1))
        else:
            gone_after[anchor].append(index)
    rows = [SentenceChange("gone", old[i], None) for i in gone_after[-1]]
    for index, sentence in enumerate(new):
        source = before.get(index)
        if source is None:
            rows.append(SentenceChange("added", None, sentence))
        else:
            kind: Kind = "same" if same.get(source) == index else "changed"
            rows.append(SentenceChange(kind, old[source], sentence))
        rows += [SentenceChange("gone", old[i], None) for i in gone_after[index]]
    return tuple(rows)


def sentence_texts(passages: Sequence[Passage]) -> list[str]:
    """The texts of the sentences of passages, in order."""
    return [sentence.text for passage in passages for sentence in passage.sentences]


def kept(old: Sequence[str], new: Sequence[str]) -> Kept:
    """How many sentences stayed the same, changed, came and went."""
    same, changed = pair(old, new)
    paired = len(same) + len(changed)
    return Kept(len(same), len(changed), len(new) - paired, len(old) - paired)


def shared(old: Sequence[str], new: Sequence[str]) -> float:
    """Share (0 to 1) of the shorter one's different sentences that stands in the other."""
    mine, its = {same_words(t) for t in old}, {same_words(t) for t in new}
    return len(mine & its) / max(1, min(len(mine), len(its)))
