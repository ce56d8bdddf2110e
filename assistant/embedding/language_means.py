"""The general direction of Dutch and of English in the embedder's space.

A small library says little about its language's mean vector: its few passages share a subject.
These sentences, the same ones in both languages and about everything and nothing, give a mean to
lean on, and one zero point for scores that every library shares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import Embedder, Floats, passage_token_mean, question_token_mean
from assistant.embedding.embedder import DEFAULT_MODEL
from assistant.embedding.kept_means import kept
from assistant.records import Language

# What brings a cosine less its language's mean, and a mean best cosine of tokens, to about 0..1.
COSINE_SCALE, TOKEN_SCALE = 5, 4

SENTENCES: dict[Language, tuple[str, ...]] = {
    "nl": (
        "De gemeente heeft het besluit over de nieuwe school uitgesteld.",
        "In het tweede kwartaal steeg de omzet van de detailhandel licht.",
        "Onderzoekers volgden een groep patiënten gedurende tien jaar.",
        "De minister stuurt de Kamer voor de zomer een brief.",
        "Het water in de rivier staat lager dan gemiddeld.",
        "Deelnemers waren tevreden over de begeleiding.",
        "De subsidie wordt verdeeld over vier regio's.",
        "Uit de enquête blijkt dat vertrouwen langzaam terugkeert.",
        "Vrijwilligers helpen ouderen met het invullen van formulieren.",
        "De dienstregeling van de trein verandert in december.",
        "Een commissie beoordeelt de aanvragen op kwaliteit.",
        "Het aantal woningen in aanbouw bleef achter bij de verwachting.",
        "Boeren krijgen meer tijd om aan de regels te voldoen.",
        "De software wordt ieder kwartaal op fouten getest.",
        "Volgens het rapport ontbreekt een heldere taakverdeling.",
        "De tentoonstelling trok meer bezoekers dan vorig jaar.",
        "Kinderen leren beter in kleine groepen.",
        "De kosten vallen hoger uit door gestegen prijzen.",
        "De evaluatie bevat aanbevelingen voor het vervolg.",
        "Energie besparen begint met inzicht in het gebruik.",
    ),
    "en": (
        "The municipality has postponed its decision on the new school.",
        "Retail turnover rose slightly in the second quarter.",
        "Researchers followed a group of patients for ten years.",
        "The minister will send the House a letter before the summer.",
        "The water in the river is lower than average.",
        "Participants were satisfied with the guidance.",
        "The subsidy is divided over four regions.",
        "The survey shows that confidence is slowly returning.",
        "Volunteers help elderly people to fill in forms.",
        "The train timetable changes in December.",
        "A committee assesses the applications on quality.",
        "The number of houses under construction fell short of expectations.",
        "Farmers are given more time to comply with the rules.",
        "The software is tested for errors every quarter.",
        "According to the report a clear division of tasks is lacking.",
        "The exhibition drew more visitors than last year.",
        "Children learn better in small groups.",
        "Costs turn out higher because prices have risen.",
        "The evaluation contains recommendations for what follows.",
        "Saving energy starts with insight into its use.",
    ),
}


@lru_cache(maxsize=2)
def background_means(embedder: Embedder) -> dict[Language, NDArray[np.float32]]:
    """Language -> mean vector of the background sentences."""
    made = {}
    for language, sentences in SENTENCES.items():
        mean = kept("background", sentences) if embedder.name == DEFAULT_MODEL else None
        made[language] = embedder.passages(sentences).mean(axis=0) if mean is None else mean
    return made


@lru_cache(maxsize=2)
def passage_mean(language: Language) -> NDArray[np.float32]:
    """Mean vector of the tokens of a language's passages."""
    return _kept_or_made("passage", language, passage_token_mean)


@lru_cache(maxsize=2)
def question_mean(language: Language) -> NDArray[np.float32]:
    """Mean vector of the tokens of a language's questions."""
    return _kept_or_made("question", language, question_token_mean)


def _kept_or_made(name: str, language: Language, made: Callable[[Sequence[str]], Floats]) -> Floats:
    mean = kept(name, SENTENCES[language])
    return made(SENTENCES[language]) if mean is None else mean


def usual_cosines(
    vector: Floats, means: Mapping[Language, NDArray[np.float32]]
) -> dict[Language, float]:
    """Language -> cosine of a text's vector with that language's mean.

    Less this, cosines of passages in Dutch and in English are on one scale: the embedder prefers texts
    in the question's own language."""
    return {language: float(vector @ mean) for language, mean in means.items()}


def around_question_mean(tokens: Floats, language: Language) -> Floats:
    """Token vectors of a question, shape (tokens, dimension), around its language's mean, of length 1."""
    vectors: Floats = tokens - question_mean(language)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors
