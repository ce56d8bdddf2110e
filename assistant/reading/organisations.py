"""Names of organisations: by the forms that such names have, and a table of Dutch public bodies.

A form is a word that only organisations have in their names ("Gemeente …", "… B.V.", "University of …").
"""

from __future__ import annotations

import re

_NAME = r"[a-z]?[A-ZÀ-Þ][\w&'’./-]*"
_WORD = rf"(?:{_NAME}|&|en|and|of|for|the|van|voor|de|der|het)"
_LIST = rf"{_NAME}(?:(?:, (?:en |and )?| en | and | )(?!Ministerie)(?:{_NAME}))*"
_SMALL = r"(?: (?:aan|a/d|bij|op|de|den|der|het|en|van|voor|in|'[st]))*"
_OPENING = (
    rf"[Mm]inisterie van (?:de )?{_LIST}",
    rf"Ministry of (?:the )?{_NAME}(?:(?:, | and |, and | of (?:the )?| ){_NAME})*",
    rf"(?:Gemeente|Provincie|Waterschap|Hoogheemraadschap|Veiligheidsregio|Omgevingsdienst|Stichting|"
    rf"Vereniging|Co[oö]peratie|Universiteit|Hogeschool|GGD|Inspectie|Autoriteit|Planbureau|Raad (?:voor|van)|"
    rf"Rijksdienst|Rijksinstituut|Dienst|Bureau|Programmabureau|Adviescollege|Kamer)"
    rf"(?:{_SMALL} {_NAME})+",
    rf"(?:The )?(?:{_NAME} )?(?:University|Department|Bureau|Office|Library|Institute|Council|Court|Board) of "
    rf"(?:the )?{_NAME}(?:(?: of| and| for|,)? (?:the )?{_NAME})*",
)
_CLOSING = (
    rf"{_NAME}(?: {_WORD}){{0,7}},? "
    r"(?:B\.? ?V\.?|N\.? ?V\.?|U\.? ?A\.?|LLP|L\.?L\.?C\.?|Ltd\.?|Limited|Inc\.?|GmbH|S\.?A\.?)(?![\w])",
    rf"{_NAME}(?: {_WORD}){{0,7}} (?:University|Institute|Institution|Association|Foundation|Laboratory|"
    r"Laboratories|Agency|Council|Commission|Authority|Board|Bureau|Bank|Survey|Center|Centre|"
    r"Administration|Department|Office|Network|Society|Universiteit|Instituut|Rekenkamer|Centrum|"
    r"Solutions|Consultancy|Consulting|Consultants|Adviseurs|Ombudsman|Rekenkamercommissie)",
)
_FORM = re.compile(rf"(?<![\w-])(?:{'|'.join((*_OPENING, *_CLOSING))})(?: \([A-Z]\w{{1,9}}\))?")
_LEGAL = re.compile(rf"(?<![\w-])(?:{_CLOSING[0]})")
_ENDS = re.compile(
    r"\s+(?:Postbus|P\.?O\.?|Postadres|Bezoekadres|Directie|Directoraat|Afdeling|T\.a\.v|Datum|Betreft|"
    r"Telefoon|Tel)\b.*",
)
_CAMEL = re.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]\w+")
_LONGEST = 400  # characters of a line that are looked at
_UPPER = re.compile(r"[A-Z][A-Z&.]{2,7}")

MINISTRIES = {  # what stands behind rijksoverheid.nl/, or before "|" in a letterhead -> its ministry
    "az": "Algemene Zaken",
    "bz": "Buitenlandse Zaken",
    "bzk": "Binnenlandse Zaken en Koninkrijksrelaties",
    "def": "Defensie",
    "ez": "Economische Zaken",
    "ezk": "Economische Zaken en Klimaat",
    "fin": "Financiën",
    "ienw": "Infrastructuur en Waterstaat",
    "ienm": "Infrastructuur en Milieu",
    "jenv": "Justitie en Veiligheid",
    "lnv": "Landbouw, Natuur en Voedselkwaliteit",
    "ocw": "Onderwijs, Cultuur en Wetenschap",
    "szw": "Sociale Zaken en Werkgelegenheid",
    "vws": "Volksgezondheid, Welzijn en Sport",
}
_BODIES = {  # domain of its site -> its name, where the form does not say that it is one
    "rekenkamer.nl": "Algemene Rekenkamer",
    "raadvanstate.nl": "Raad van State",
    "autoriteitpersoonsgegevens.nl": "Autoriteit Persoonsgegevens",
    "cbs.nl": "Centraal Bureau voor de Statistiek",
    "cpb.nl": "Centraal Planbureau",
    "pbl.nl": "Planbureau voor de Leefomgeving",
    "scp.nl": "Sociaal en Cultureel Planbureau",
    "rvo.nl": "Rijksdienst voor Ondernemend Nederland",
    "rivm.nl": "Rijksinstituut voor Volksgezondheid en Milieu",
    "rws.nl": "Rijkswaterstaat",
    "rijkswaterstaat.nl": "Rijkswaterstaat",
    "wodc.nl": "Wetenschappelijk Onderzoek- en Datacentrum",
    "wrr.nl": "Wetenschappelijke Raad voor het Regeringsbeleid",
    "tweedekamer.nl": "Tweede Kamer der Staten-Generaal",
    "eerstekamer.nl": "Eerste Kamer der Staten-Generaal",
    "nationaleombudsman.nl": "Nationale ombudsman",
    "tno.nl": "TNO",
    "gao.gov": "United States Government Accountability Office",
}
_NAMES = sorted((*_BODIES.values(), "Europese Commissie", "European Commission"), key=len)
_KNOWN = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(_NAMES)))})(?!\w)")


def named_in(text: str) -> str:
    """The first organisation that a line names, "" where none does.

    >>> named_in("Ministerie van Volksgezondheid, Welzijn en Sport Postbus 20350")
    'Ministerie van Volksgezondheid, Welzijn en Sport'
    >>> named_in("de heer J. de Vries")
    ''
    """
    text = text[:_LONGEST]
    found = min(
        (match for pattern in (_KNOWN, _FORM) if (match := pattern.search(text))),
        key=lambda match: match.start(),
        default=None,
    )
    if found is None:
        return ""
    name = _ENDS.sub("", found[0]).strip(" ,;-")
    return name[:1].upper() + name[1:]


def company_in(text: str) -> str:
    """The first name with a legal form ("… B.V.") in a text."""
    found = _LEGAL.search(text[: 4 * _LONGEST])
    return found[0] if found else ""


def is_organisation(name: str) -> bool:
    """Whether a name as such is that of an organisation and of no person.

    >>> [is_organisation(n) for n in ("Gemeente Zwolle", "TNO", "J. de Vries", "Karijn Walsh")]
    [True, True, False, False]
    """
    return bool(_UPPER.fullmatch(name) or _CAMEL.fullmatch(name)) or len(
        named_in(name)
    ) > 0.6 * len(name)


def body_at(domain: str) -> str:
    """The public body whose site is at a domain (with its path), "" where that is not known.

    >>> body_at("www.rijksoverheid.nl/ezk"), body_at("www.wodc.nl")
    ('Ministerie van Economische Zaken en Klimaat', 'Wetenschappelijk Onderzoek- en Datacentrum')
    """
    host, _, path = domain.lower().removeprefix("www.").partition("/")
    if host == "rijksoverheid.nl":
        name = MINISTRIES.get(path.split("/")[0].strip("."), "")
        return f"Ministerie van {name}" if name else ""
    return _BODIES.get(host, "")


def ministry_called(abbreviation: str) -> str:
    """The ministry that an abbreviation ("VWS", "IenW") stands for."""
    name = MINISTRIES.get(abbreviation.lower().replace("&", "en"), "")
    return f"Ministerie van {name}" if name else ""


def ministry_in(letters: str) -> str:
    """The ministry whose name a text without anything but lower-case letters begins with.

    Letterheads are set with gaps in their words: "Inf rastructuur en Waterstaat".
    """
    rest = letters.removeprefix("ministerievan")
    if rest == letters:
        return ""
    names = sorted(MINISTRIES.values(), key=len, reverse=True)
    fitting = (n for n in names if rest.startswith("".join(c for c in n.lower() if c.isalpha())))
    name = next(fitting, "")
    return f"Ministerie van {name}" if name else ""
