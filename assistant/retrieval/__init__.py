"""A question -> ranked passages and sentences. Every stage is a plain function."""

from assistant.retrieval.expansion import expand_names
from assistant.retrieval.hits import Retrieved
from assistant.retrieval.kind import Kind, kind_wanted
from assistant.retrieval.parts import counts_parts, names_of_parts
from assistant.retrieval.rarity import Rarity
from assistant.retrieval.reading import find, reads
from assistant.retrieval.search import look_at, retrieve
from assistant.retrieval.understanding import Understood, understand

__all__ = [
    "Kind",
    "Rarity",
    "Retrieved",
    "Understood",
    "counts_parts",
    "expand_names",
    "find",
    "kind_wanted",
    "look_at",
    "names_of_parts",
    "reads",
    "retrieve",
    "understand",
]
