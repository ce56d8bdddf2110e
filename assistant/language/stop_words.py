"""Everyday words: they carry no meaning for search, and they tell Dutch from English."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.records import Language

# In every text of a language, and in few of the other.
_COMMON: Mapping[Language, frozenset[str]] = {
    "nl": frozenset(
        "aan al alle als andere bij dan dat de deze die dit door een en er geen hebben heeft "
        "het hoe hun ik is je kan kunnen maar meer met mijn moet naar niet nog om onder onze "
        "ook op over te tegen toch tot u uit van veel voor wat we wel werd wie wij worden "
        "wordt zal ze zij zijn zo zou welke wanneer waarom waar hoeveel gaat staat zegt".split()
    ),
    "en": frozenset(
        "a about all also an and are as at be been but by can could did do does for from had "
        "has have how if into is it its more no not of on or our so than that the their there "
        "these they this those to under was we were what when where which who whom why will "
        "with would you many much says".split()
    ),
}
# Say as little, but are words of both languages, or too rare to tell one by.
_QUIET: Mapping[Language, frozenset[str]] = {
    "nl": frozenset(
        "bijv daar daarbij daarom den der doen dus eens enkele ging haar had heb hem hier hij "
        "in ja kon me men mij na net nu of omdat ons toe uw want waren was wezen wil zei zelf "
        "zich zonder zouden zullen welk geweest iets iemand waarin waarop waarmee waarvoor "
        "via per gaan doet deed stond zeggen volgens ten ter".split()
    ),
    "en": frozenset(
        "after any because before he her his i in may me most my one out over said she should "
        "some them then up us whose per via your say according".split()
    ),
}
# Tell the language, and carry meaning or are asked for.
_TELLING: Mapping[Language, frozenset[str]] = {
    "nl": frozenset("binnen jaar kabinet bedrijven elk".split()),
    "en": frozenset(
        "still through must against within year government companies each other yet".split()
    ),
}

# Words that are not searched for and that no sentence is held against.
STOP_WORDS: Mapping[Language, frozenset[str]] = {
    "nl": _COMMON["nl"] | _QUIET["nl"],
    "en": _COMMON["en"] | _QUIET["en"],
}
# Words that vote for their language.
TELLTALE: Mapping[Language, frozenset[str]] = {
    "nl": _COMMON["nl"] | _TELLING["nl"],
    "en": _COMMON["en"] | _TELLING["en"],
}
