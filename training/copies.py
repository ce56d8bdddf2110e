"""Claims made from a sentence itself: what repeats it is true, what repeats it with one thing changed is not.

Authors were told to word true claims far from the sentence, so that a network would learn that many shared words
mean "contradicts". These take that away: they share nearly every word, and are true as often as false.
"""

from __future__ import annotations

import random
import re

from network import CONTRADICTS, NEITHER, SUPPORTS

LONGEST = 45
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?(?![\w.,]*\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DENY = {
    "nl": re.compile(
        r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|kan|kunnen|moet|moeten|"
        r"mag|mogen|zal|zullen|zou|gaat|blijft|bleef)\b"
    ),
    "en": re.compile(
        r"\b(?:is|are|was|were|has|have|had|can|could|must|will|would|should|may|did|does|do)\b"
    ),
}
_DENIED = {
    "nl": re.compile(r"\b(?:niet|geen|nooit|nauwelijks|evenmin|zonder)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|no|never|none|hardly|without|n't)\b", re.IGNORECASE),
}
_PAIRS = (
    ("meer", "minder"), ("hoger", "lager"), ("gestegen", "gedaald"), ("stijging", "daling"),
    ("toename", "afname"), ("toegenomen", "afgenomen"), ("groter", "kleiner"), ("eerder", "later"),
    ("voor", "na"), ("boven", "onder"), ("binnen", "buiten"), ("wel", "niet"), ("alle", "enkele"),
    ("more", "fewer"), ("higher", "lower"), ("increased", "decreased"), ("rose", "fell"),
    ("before", "after"), ("above", "below"), ("within", "outside"), ("larger", "smaller"),
    ("verplicht", "vrijwillig"), ("miljoen", "miljard"), ("million", "billion"),
)  # fmt: skip
_OPPOSITE = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}


def copy_of(sentence: str, language: str, chance: random.Random) -> tuple[str, int] | None:
    """A claim from a sentence with its label, or None where the sentence does not lend itself."""
    words = sentence.split()
    if not 5 <= len(words) <= LONGEST or sentence.endswith("?"):
        return None
    if chance.random() < 0.5:
        return _repeated(sentence, chance), SUPPORTS
    changed = [_refigured, _denied, _turned]
    chance.shuffle(changed)
    for change in changed:
        claim = change(sentence, language, chance)
        if claim is not None:
            return claim, CONTRADICTS
    return _repeated(sentence, chance), SUPPORTS


def elsewhere(sentences: list[str], at: int, chance: random.Random) -> tuple[str, int] | None:
    """Another sentence of the passage as the claim: this one says neither."""
    others = [s for n, s in enumerate(sentences) if n != at and 5 <= len(s.split()) <= LONGEST]
    return (chance.choice(others), NEITHER) if others else None


def _repeated(sentence: str, chance: random.Random) -> str:
    """The sentence, or one of its ends."""
    parts = [p.strip() for p in re.split(r"[,;:]\s", sentence) if len(p.split()) >= 6]
    if len(parts) > 1 and chance.random() < 0.4:
        part = chance.choice([parts[0], parts[-1]])
        return part[:1].upper() + part[1:].rstrip(".") + "."
    return sentence


def _refigured(sentence: str, language: str, chance: random.Random) -> str | None:
    found = list(_NUMBER.finditer(sentence)) or list(_YEAR.finditer(sentence))
    if not found:
        return None
    match = chance.choice(found)
    digits = match.group()
    places = [n for n, c in enumerate(digits) if c.isdigit()]
    at = chance.choice(places[:2])
    other = chance.choice([d for d in "123456789" if d != digits[at]])
    if _YEAR.fullmatch(digits):
        other_year = int(digits) + chance.choice([-3, -2, -1, 1, 2, 3])
        return sentence[: match.start()] + str(other_year) + sentence[match.end() :]
    return (
        sentence[: match.start()] + digits[:at] + other + digits[at + 1 :] + sentence[match.end() :]
    )


def _denied(sentence: str, language: str, chance: random.Random) -> str | None:
    denied = _DENIED[language].search(sentence)
    if denied and denied.group().lower() in ("niet", "not"):
        return " ".join((sentence[: denied.start()] + sentence[denied.end() :]).split())
    if denied:
        return None
    verb = _DENY[language].search(sentence)
    if verb is None:
        return None
    word = "niet" if language == "nl" else "not"
    return f"{sentence[: verb.end()]} {word}{sentence[verb.end() :]}"


def _turned(sentence: str, language: str, chance: random.Random) -> str | None:
    found = [m for m in re.finditer(r"\w+", sentence) if m.group().lower() in _OPPOSITE]
    if not found:
        return None
    match = chance.choice(found)
    return sentence[: match.start()] + _OPPOSITE[match.group().lower()] + sentence[match.end() :]
