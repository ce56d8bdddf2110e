"""Words for documents and their kinds: "rapport", "voortgangsbrief", "evaluation"."""

from __future__ import annotations

# Dutch compounds end in these: "otternotitie".
_ENDS = tuple(
    (
        "brief brieven rapport rapporten rapportage rapportages monitor monitors evaluatie evaluaties notitie "
        "notities nota notas nota's verslag verslagen agenda agendas agenda's plan plannen besluit besluiten "
        "regeling regelingen onderzoek onderzoeken advies adviezen begroting begrotingen document "
        "documenten stuk stukken publicatie publicaties bericht berichten bestand bestanden visie visies "
        "akkoord akkoorden convenant convenanten studie studies"
    ).split()
)
_ENGLISH = frozenset(
    (
        "letter letters newsletter report reports evaluation evaluations note notes paper papers memo review "
        "reviews study studies vision strategy agreement agreements document documents publication publications "
        "file files decision regulation audit plan plans release testimony"
    ).split()
)


def is_document_word(word: str) -> bool:
    """Whether a lower-case word says what sort of document is meant, or just that one is.

    >>> [is_document_word(word) for word in ("voortgangsbrief", "report", "fieldlab", "profile")]
    [True, True, False, False]
    """
    return word in _ENGLISH or word.endswith(_ENDS)
