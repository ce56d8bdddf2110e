"""Separable verbs made whole: "nemen … deel" is "deelnemen"."""

from __future__ import annotations

import re

_VERBS = {
    "nemen": "neem neemt nemen nam namen",
    "doen": "doe doet doen deed deden",
    "geven": "geef geeft geven gaf gaven",
    "zetten": "zet zetten zette",
    "voeren": "voer voert voeren voerde voerden",
    "stellen": "stel stelt stellen stelde stelden",
    "brengen": "breng brengt brengen bracht brachten",
    "sluiten": "sluit sluiten sloot sloten",
    "richten": "richt richten richtte richtten",
    "bevelen": "beveel beveelt bevelen beval bevalen",
    "raden": "raad raadt raden raadde raadden ried rieden",
    "dragen": "draag draagt dragen droeg droegen",
    "leveren": "lever levert leveren leverde leverden",
    "keren": "keer keert keren keerde keerden",
    "wijzen": "wijs wijst wijzen wees wezen",
    "kondigen": "kondig kondigt kondigen kondigde kondigden",
    "passen": "pas past passen paste pasten",
    "nodigen": "nodig nodigt nodigen nodigde nodigden",
}
_PARTICLES = "deel mee aan op uit af in toe bij voor samen"
_SEPARATED = re.compile(
    rf"\b(?P<verb>{'|'.join(' '.join(_VERBS.values()).split())})\b"
    r"(?:\s(?P<near>deel|mee)\b|(?P<between>[^.?!;:]*)"
    rf"\s(?P<far>{'|'.join(_PARTICLES.split())})"
    r"(?=\s*(?:[.?!;:,)]|$)|\s(?:in|over|voor|om|dat|tijdens|volgens|sinds|bij|aan)\s))",
    re.IGNORECASE,
)


def joined_verbs(text: str) -> str:
    """Separable verbs made whole: "nemen … deel" is "deelnemen"; the parts alone say nothing."""
    text = _SEPARATED.sub(_whole_verb, text)
    return re.sub(r"\btak(?:e|es|ing) part\b", "participate", text, flags=re.IGNORECASE)


def _whole_verb(match: re.Match[str]) -> str:
    verb = next(v for v, forms in _VERBS.items() if match["verb"].lower() in forms.split())
    return f"{match['between'] or ''} {(match['near'] or match['far']).lower()}{verb}"
