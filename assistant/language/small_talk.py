"""What people say to a program that is no question about documents: thanks, greetings, a test, a call for help."""

from __future__ import annotations

from enum import StrEnum

from assistant.language.terms import words


class SmallTalk(StrEnum):
    """What is said."""

    THANKS = "thanks"
    GREETING = "greeting"
    FAREWELL = "farewell"
    HELP = "help"
    TEST = "test"


_TELLING = {
    SmallTalk.THANKS: "dank bedankt dankje dankjewel dankuwel merci thanks thank thankyou thx",
    SmallTalk.FAREWELL: "doei tot ziens houdoe bye goodbye",
    SmallTalk.GREETING: "hoi hallo hey hi hello goedemorgen goedemiddag goedenavond goeiedag dag morning "
    "afternoon evening",
    SmallTalk.HELP: "help hulp",
    SmallTalk.TEST: "test testing testje testen",
}
_AROUND = (
    "je jullie u wel zeer veel heel erg hartelijk alvast voor de het een dit is dat mooi prima top super "
    "fijn goed geweldig perfect ok oke oké ja nee en even kun kan kunt mij me er iemand allemaal "
    "assistent you very much so a lot for the that this is it great good nice perfect fine okay yes no "
    "and there anyone can me please all just only duidelijk clear"
)
_SAYINGS = {
    SmallTalk.HELP: (
        "wat kun je",
        "wat kan je",
        "wat kunt u",
        "wat kun jij",
        "wat doe je",
        "hoe werkt dit",
        "hoe werkt het",
        "wie ben je",
        "wie ben jij",
        "what can you do",
        "what do you do",
        "how does this work",
        "how does it work",
        "who are you",
    ),
    SmallTalk.THANKS: (
        "heel duidelijk",
        "dat is duidelijk",
        "ok",
        "oke",
        "oké",
        "okay",
        "prima",
        "top",
        "super",
    ),
}
_WORDS = {word: kind for kind, told in _TELLING.items() for word in told.split()}
_FILLING = frozenset(_AROUND.split())
MOST = 8  # words


def small_talk(text: str) -> SmallTalk | None:
    """What a text that is small talk and nothing else says.

    >>> small_talk("Dank je wel!"), small_talk("hoi"), small_talk("Wat kun je?")
    (<SmallTalk.THANKS: 'thanks'>, <SmallTalk.GREETING: 'greeting'>, <SmallTalk.HELP: 'help'>)
    >>> small_talk("Is de test geslaagd?"), small_talk("Hoeveel hulp kregen bedrijven?"), small_talk("")
    (None, None, None)
    """
    said = words(text)
    if not said or len(said) > MOST:
        return None
    whole = " ".join(said)
    for kind, sayings in _SAYINGS.items():
        if whole in sayings:
            return kind
    told = [_WORDS[word] for word in said if word in _WORDS]
    if not told or any(word not in _WORDS and word not in _FILLING for word in said):
        return None
    return min(told, key=list(SmallTalk).index)
