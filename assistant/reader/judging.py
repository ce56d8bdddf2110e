"""A text and passages -> what the reader makes of each, on two cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from assistant.embedding.encoder import Ids
from assistant.reader.network import PairReading, Skill, network
from assistant.reader.pairs import Pair, pair, tokens

_WORKERS = 2
_REMEMBERED = 4_096  # sentences: a conversation comes back to the same ones


@dataclass(frozen=True, slots=True)
class Readable:
    """What the reader sees of a passage: where it stands, and its sentences in words."""

    heading: str
    sentences: tuple[str, ...]


def is_there(skill: Skill) -> bool:
    """Whether a network with this skill ships with this program."""
    return skill.file.is_file()


def judge(text: str, passages: Sequence[Readable], skill: Skill) -> list[PairReading]:
    """What the reader makes of each passage beside a question or a claim.

    The same text and passage always give the same, whatever they are read together with."""
    asked = tokens(text)
    pairs = [_pair(asked, passage) for passage in passages]
    return list(_readers(os.getpid()).map(network(skill).judge, pairs))


def _pair(asked: Ids, passage: Readable) -> Pair:
    return pair(asked, _tokens(passage.heading), [_tokens(each) for each in passage.sentences])


@lru_cache(maxsize=1)
def _readers(process: int) -> ThreadPoolExecutor:
    """Two for all that ask at the same time: more than there are cores would push each other out of the cache.
    A fork has none of its parent's threads, so each process has its own."""
    return ThreadPoolExecutor(_WORKERS, thread_name_prefix=f"reader-{process}")


@lru_cache(maxsize=_REMEMBERED)
def _tokens(text: str) -> Ids:
    return tokens(text)
