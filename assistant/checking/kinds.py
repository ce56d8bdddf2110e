"""What sort of thing a noun names: a figure of people is no figure of companies, one of parties may be one
of organisations."""

from __future__ import annotations

from functools import lru_cache

from assistant.language.terms import stem
from assistant.records import Language

LAST = 5  # letters of the last part of a Dutch compound at least
_KINDS: tuple[tuple[str, str], ...] = (  # Dutch, English: one line a sort
    (
        "mens mensen persoon personen inwoner burger werknemer medewerker arbeider student leerling docent leraar "
        "deelnemer bezoeker lid leden vrijwilliger vrouw vrouwen man mannen kind kinderen jongere oudere patiënt "
        "verdachte slachtoffer ambtenaar respondent adviseur onderzoeker ondernemer expert ouder gezin huishouden "
        "bestuurder klant gebruiker reiziger passagier agent militair zzp'er vakman technicus",
        "person people human resident citizen inhabitant employee worker staff student pupil teacher participant "
        "visitor member volunteer woman women man men child children youth patient suspect victim official "
        "respondent adviser advisor researcher entrepreneur expert parent family household customer user "
        "traveller passenger officer soldier technician farmer individual capita",
    ),
    (
        "bedrijf bedrijven onderneming firma mkb'er werkgever fabriek leverancier boerderij startup winkel bank",
        "company companies business firm enterprise employer factory supplier startup farm shop bank manufacturer",
    ),
    (
        "school scholen universiteit hogeschool kennisinstelling onderwijsinstelling onderzoeksinstelling "
        "instituut",
        "school university college institute",
    ),
    (
        "land landen regio provincie gemeente stad steden wijk staat staten lidstaat",
        "country countries region province municipality city cities district state",
    ),
    (
        "project programma actie maatregel experiment pilot proef onderzoek traject initiatief",
        "project programme program action measure experiment pilot trial study initiative",
    ),
    ("euro dollar bedrag subsidie lening", "euro dollar amount grant loan"),
    ("rapport brief document pagina hoofdstuk bladzijde", "report letter document page chapter"),
    ("baan banen arbeidsplaats vacature", "job vacancy"),
    ("woning huis huizen gebouw appartement", "house home dwelling building apartment"),
    (
        "auto voertuig vrachtwagen bus vliegtuig schip trein vlucht",
        "car vehicle truck bus aircraft ship train flight",
    ),
    ("fieldlab testcentrum hub lab laboratorium proeftuin", "lab hub laboratory centre center"),
)


@lru_cache(maxsize=1)
def _tables() -> dict[Language, dict[str, int]]:
    found: dict[Language, dict[str, int]] = {"nl": {}, "en": {}}
    for number, (dutch, english) in enumerate(_KINDS):
        found["nl"] |= {stem(word, "nl"): number for word in dutch.split()}
        found["en"] |= {stem(word, "en"): number for word in english.split()}
    return found


@lru_cache(maxsize=8192)
def sort_of(stems: frozenset[str]) -> int | None:
    """The number of the sort that one of some stems of either language is of; None where none is known.

    >>> sort_of(frozenset({"inwoner"})) == sort_of(frozenset({"worker"}))
    True
    >>> sort_of(frozenset({"energiebedrijf"})) == sort_of(frozenset({"compani"}))
    True
    """
    for table in _tables().values():
        for one in sorted(stems):
            if one in table:
                return table[one]
    for one in sorted(stems):
        for cut in range(1, len(one) - LAST + 1):
            if one[cut:] in _tables()["nl"]:
                return _tables()["nl"][one[cut:]]
    return None
