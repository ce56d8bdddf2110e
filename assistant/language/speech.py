"""Who is speaking: the verbs of saying in the forms in which a text or a question has them.

Every pattern for "somebody says" takes its verbs from here, each the ones that it needs: a question may
be after what somebody "vindt" where a press report only has what he "zegt".
"""

from __future__ import annotations

# Infinitive, which is the plural of the present: "hij stelt", "hij stelde", "zij stelden".
_DUTCH: dict[str, tuple[str, str, str]] = {
    "stellen": ("stelt", "stelde", "stelden"),
    "vinden": ("vindt", "vond", "vonden"),
    "concluderen": ("concludeert", "concludeerde", "concludeerden"),
    "zeggen": ("zegt", "zei", "zeiden"),
    "schrijven": ("schrijft", "schreef", "schreven"),
    "melden": ("meldt", "meldde", "meldden"),
    "oordelen": ("oordeelt", "oordeelde", "oordeelden"),
    "noemen": ("noemt", "noemde", "noemden"),
    "schatten": ("schat", "schatte", "schatten"),
    "tellen": ("telt", "telde", "telden"),
    "adviseren": ("adviseert", "adviseerde", "adviseerden"),
    "waarschuwen": ("waarschuwt", "waarschuwde", "waarschuwden"),
    "constateren": ("constateert", "constateerde", "constateerden"),
    "beweren": ("beweert", "beweerde", "beweerden"),
    "reageren": ("reageert", "reageerde", "reageerden"),
}
_ENGLISH: dict[str, tuple[str, str]] = {
    "say": ("says", "said"),
    "find": ("finds", "found"),
    "conclude": ("concludes", "concluded"),
    "state": ("states", "stated"),
    "argue": ("argues", "argued"),
    "report": ("reports", "reported"),
    "write": ("writes", "wrote"),
    "claim": ("claims", "claimed"),
    "put": ("puts", "put"),
    "estimate": ("estimates", "estimated"),
    "count": ("counts", "counted"),
    "advise": ("advises", "advised"),
    "warn": ("warns", "warned"),
    "note": ("notes", "noted"),
    "call": ("calls", "called"),
    "consider": ("considers", "considered"),
    "recommend": ("recommends", "recommended"),
    "acknowledge": ("acknowledges", "acknowledged"),
}
ACCORDING = ("volgens", "aldus", "according to")  # who says it stands behind these
# Words of a speaker's name that name nobody.
ARTICLES = ("the", "het", "van", "een")


def present(verbs: str) -> tuple[str, ...]:
    """What one speaker says now.

    >>> present("zeggen say")
    ('zegt', 'says')
    """
    return tuple((_DUTCH.get(verb) or _ENGLISH[verb])[0] for verb in verbs.split())


def past(verbs: str) -> tuple[str, ...]:
    """What one speaker said; in English what several did, too."""
    return tuple((_DUTCH.get(verb) or _ENGLISH[verb])[1] for verb in verbs.split())


def plural_past(verbs: str) -> tuple[str, ...]:
    """What several speakers said, in Dutch."""
    return tuple(_DUTCH[verb][2] for verb in verbs.split())


def every_form(verbs: str) -> tuple[str, ...]:
    """All forms, the infinitive among them.

    >>> every_form("zeggen put")
    ('zegt', 'zei', 'zeiden', 'zeggen', 'puts', 'put', 'put')
    """
    return tuple(
        form for verb in verbs.split() for form in (*(_DUTCH.get(verb) or _ENGLISH[verb]), verb)
    )
