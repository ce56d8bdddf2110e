"""What a question takes for a fact and asks the reason of: that something ended, failed, was forbidden.

"Waarom is het programma gestopt?" supposes that it was. Where no text says so, nothing is the reason. A question
that asks when or by whom supposes it only where that is its main verb, in the past: "Wie stopte het programma?",
not "Wie beslist als een aanvraag is afgewezen?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Premise:
    """``asked`` finds the words of a question for what it supposes, ``told`` those of a text that says so."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


# A notion is what a question says of it, Dutch and English, and what only texts say, as the beginnings of words;
# "…" at an end stands for any ending, "_" for a space. Words with another meaning beside stand in the second.
_NOTIONS = (
    (
        "stop stops stopt stopte stopten stoppen stopped stopping stopgezet stopzetten gestopt stilgelegd… "
        "beëindig… beeindig… opgeheven opheffen opheffing ophief afgeschaft… afschaf… schaft schafte schaften "
        "geschrapt… schrapt schrapte schrapten schrappen afgebroken ingetrokken intrek… geannuleerd… annuleer… "
        "afgelast… afgeblazen opgedoekt… ontbonden gestaakt… staakt staakte staakten staken "
        "ended abolish… scrapped cancel… discontinu… withdraw… withdrew dissolved axed halted halting ceased "
        "ceases abandon… suspended suspends opgeschort… revok… repeal…",
        "ending end_of ends gesloten sluit… sloot closed closing closure close weggevallen vervallen verviel… "
        "verdwijn… verdwenen verdween wegval… terminat… rid dropped succeeded opgevolgd… opschort… suspen… "
        "dissol… ophef… einde eindig… geëindigd niet_meer niet_langer no_longer niet_verlengd niet_voortgezet "
        "not_renewed not_extended not_continued scrap halt",
    ),
    (
        "mislukt… mislukk… faalt faalde faalden falen gefaald… gestrand flopt flopte flopten geflopt "
        "fail fails failed failing failure failures collapsed flopped",
        "strandt strandde strandden stranden flop… unsuccessful collaps… niet_gehaald niet_behaald niet_gelukt "
        "niet_geslaagd niet_bereikt niet_gehaalde tegengevallen did_not_meet did_not_reach did_not_achieve "
        "did_not_succeed did_not_work not_achieved not_met not_reached",
    ),
    (
        "verbied… verboden verbod… geweigerd… weiger… afgewezen afwijz… verworpen verwerp… "
        "forbid… forbad… ban banned bans prohibit… refus… reject… blocked veto…",
        "verbood wees… blocking geblokkeerd… niet_toegekend niet_gehonoreerd niet_toegestaan niet_meer_toegestaan "
        "niet_langer_toegestaan geen_toestemming not_allowed no_longer_allowed not_permitted not_granted "
        "not_awarded declined turned_down",
    ),
    (
        "afgetreden aftred… ontslag… ontslagen ontsloeg opgestapt… resign… dismissed dismisses dismissal sacked",
        "vertrok… vertrek… trad_af stapte_op fired dismiss… stepped_down left",
    ),
    ("failliet… bankroet… bankrupt… insolv…", "bankruptcy surseance"),
)
_GOALS_MISSED = r"\b(?:doel\w*|target|doelstelling\w*)\s+niet\b"  # "haalde zijn doelen niet"
_WHEN_TOLD = (
    "tot t/m until till liep liepen loopt ran runs expir… deadline verstreek verstrijk… afloop afgelopen "
    "verliep einddatum"
)
# Behind one of these stands what may come about, or when, and not what has.
_SUPPOSED_ONLY = re.compile(
    r"(?<=\S)\s(?:als|indien|wanneer|zodra|tenzij|mits|if|when|whenever|once|unless)\b|"
    r"(?<=\S)\s(?:bij|upon|in case of)(?:\s(?:een|de|het|a|an|the))?\s"
    r"(?=(?:intrek|afwijz|afgewezen|weiger|opheff|stop|beëindig|beeindig|ontslag|mislukk|verbod|schrapp|annul|faill|refus|reject|fail|dismiss|resign|cancel))",
    re.IGNORECASE,
)
_ASKS = (
    r"^\W*(?:en |and |but |maar )?(?:door |by |sinds |since |per )?(?:wie|who|whom|wanneer|when|"
    r"in welk jaar|(?:in )?(?:which|what) year|(?:welke|which) (?:minister|staatssecretaris|organisatie|\w{1,30}))"
)
_HAS = r"(?:is|zijn|was|waren|werd|werden|heeft|hebben|had|hadden|were|has|have|got|did)"


def _of(forms: str) -> str:
    written = (
        re.escape(form.rstrip("…")).replace("_", r"\s") + (r"\w*" if form.endswith("…") else "")
        for form in forms.split()
    )
    return "|".join(written)


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


def _premise(number: int, asked: str, told: str) -> Premise:
    goals = [_GOALS_MISSED] if number == 1 else []
    return Premise(
        _pattern(rf"\b(?:{_of(asked)})\b"), _pattern(rf"\b(?:{_of(f'{asked} {told}')})\b", *goals)
    )


_PREMISES = tuple(_premise(number, *notion) for number, notion in enumerate(_NOTIONS))
_UNTIL = re.compile(rf"\b(?:{_of(_WHEN_TOLD)})\b", re.IGNORECASE)
_MAIN_VERB = re.compile(
    rf"{_ASKS}\s(?:(?P<aux>{_HAS})\s(?P<rest>.{{1,300}})|(?P<verb>\w{{3,30}})\b.{{0,300}})$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\w{1,30}(?:de|den|te|ten|ed)$|withdrew$|forbade?$|ontsloeg$|ophief$", re.IGNORECASE
)
_NOUN = re.compile(
    r"(?:ing|ingen|slag|bod|bans?|ures?|als?|ions?|ments?|veto\w*|cy)$", re.IGNORECASE
)
_STATE = re.compile(r"verboden|refused|rejected|banned|cancelled", re.IGNORECASE)
_BEHIND_VERB = re.compile(
    r"\W*$|\s(?:in|door|op|per|na|voor|om|wegens|vanwege|by|on|after|because|at|during)\b",
    re.IGNORECASE,
)


# "Waarom kan dat niet worden verboden?" asks why it does not come about.
_CANNOT = re.compile(
    r"\b(?:kan|kunnen|kon|konden|mag|mogen|mocht|mochten|can|could|may|might)\b(?=.{0,200}\b(?:niet|geen|not)\b)|"
    r"\b(?:cannot|can['’]?t|couldn['’]?t)\b",
    re.IGNORECASE,
)


def premise_of_why(text: str) -> Premise | None:
    """What a question after a reason supposes to have ended, failed or been forbidden; None for nothing.

    >>> found = premise_of_why("Waarom is het programma gestopt?")
    >>> bool(found.told.search("The programme was abolished.")), bool(found.told.search("Het programma begon."))
    (True, False)
    >>> premise_of_why("Waarom is het programma begonnen?")
    >>> premise_of_why("Waarom kan de gemeente dat niet verbieden?")
    >>> premise_of_why("Waarom duurt het lang als een aanvraag is afgewezen?")
    """
    text = _SUPPOSED_ONLY.split(text, maxsplit=1)[0]
    if _CANNOT.search(text):
        return None
    return next((one for one in _PREMISES if one.asked.search(text)), None)


def premise_of_who(text: str) -> Premise | None:
    """The same of a question after who did it, or who underwent it: of its main verb alone.

    >>> [premise_of_who(each) is not None for each in ("Wie stopte het programma?", "Who was dismissed in 2019?")]
    [True, True]
    >>> premise_of_who("Who can appeal when a permit is refused?")
    """
    said = _MAIN_VERB.match(_SUPPOSED_ONLY.split(text, maxsplit=1)[0])
    if said is None:
        return None
    if said["aux"]:
        now = said["aux"].lower() in ("is", "zijn")
        return next((one for one in _PREMISES if _is_verb(one, said["rest"], now)), None)
    verb = said["verb"]
    return next((p for p in _PREMISES if _PAST.match(verb) and p.asked.fullmatch(verb)), None)


def _is_verb(premise: Premise, rest: str, now: bool) -> bool:
    """Whether the words behind "wie heeft", "when did" have it as their verb: "het programma gestopt".

    Behind "is" some words tell what is now and not what was done: "wanneer is roken verboden?"."""
    found = list(premise.asked.finditer(rest))
    if not found or _NOUN.search(found[-1][0]) or (now and _STATE.match(found[-1][0])):
        return False
    return _BEHIND_VERB.match(rest, found[-1].end()) is not None


def premise_of_when(text: str) -> Premise | None:
    """The same of a question after when it came about; to say until when something lasted is to say so.

    >>> found = premise_of_when("Wanneer is het programma beëindigd?")
    >>> bool(found.told.search("Het programma liep tot en met 2018."))
    True
    >>> premise_of_when("When do the polls close?")
    """
    found = premise_of_who(text)
    told = found and _pattern(found.told.pattern, _UNTIL.pattern)
    return Premise(found.asked, told) if found and told else None
