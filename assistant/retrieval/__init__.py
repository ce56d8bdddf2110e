"""A question -> ranked passages and sentences. Every stage is a plain function."""

from assistant.retrieval.acronyms import look_up
from assistant.retrieval.parts import counts_parts, names_of_parts
from assistant.retrieval.rarity import Rarity
from assistant.retrieval.search import Retrieved, look_at, retrieve
from assistant.retrieval.understanding import Kind, Understood, understand

__all__ = [
    "Kind",
    "Rarity",
    "Retrieved",
    "Understood",
    "counts_parts",
    "look_at",
    "look_up",
    "names_of_parts",
    "retrieve",
    "understand",
]
