"""A question -> ranked passages and sentences. Every stage is a plain function."""

from assistant.retrieval.acronyms import look_up
from assistant.retrieval.parts import counts_parts, names_of_parts
from assistant.retrieval.rarity import Rarity
from assistant.retrieval.said import Said
from assistant.retrieval.search import Retrieved, look_at, retrieve
from assistant.retrieval.understand import Kind, Understood, joined_verbs, understand

__all__ = [
    "Kind",
    "Rarity",
    "Retrieved",
    "Said",
    "Understood",
    "counts_parts",
    "joined_verbs",
    "look_at",
    "look_up",
    "names_of_parts",
    "retrieve",
    "understand",
]
