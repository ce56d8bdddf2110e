"""Who looks at a library, and the groups that some of its documents are limited to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SEALED = "!"
"""A limit that no group meets: who sees all documents sees these, and nobody else. It is no group's name."""
UNTOLD = "?"
"""The same, of what lies beside a description that cannot be read: it is gone once that can be."""
_GROUP = re.compile(r"[\w.@+|:/=-](?:[\w .@+|:/=-]{0,98}[\w.@+|:/=-])?")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who signed in. ``groups`` None means that no document is hidden from them."""

    name: str
    groups: frozenset[str] | None = frozenset()


NOBODY = Viewer("")
"""Who sees what everybody may, and to whom no answer belongs."""


def is_group(name: str) -> bool:
    """Whether this can be the name of a group: no comma, which stands between two of them.

    >>> is_group("Redactie 2"), is_group("a, b"), is_group(SEALED), is_group("")
    (True, False, False, False)
    """
    return bool(_GROUP.fullmatch(name))


def groups_told(told: object) -> frozenset[str]:
    """The groups that a text ("a, b") or a list names; what can be none of a group's names is left out.

    >>> sorted(groups_told("redactie, /staf/beleid")), sorted(groups_told(["a", "b, c", 5, None]))
    (['/staf/beleid', 'redactie'], ['a'])
    """
    if isinstance(told, str):
        parts: Iterable[object] = told.split(",")
    else:
        parts = told if isinstance(told, Iterable) else ()
    names = (part.strip() for part in parts if isinstance(part, str))
    return frozenset(name for name in names if is_group(name))


def as_limit(names: Iterable[str]) -> str:
    """Groups as a document keeps them: "a, b"; "" limits it to nobody in particular: everybody sees it."""
    return ", ".join(sorted(names))


def meets(limit: str, groups: frozenset[str]) -> bool:
    """Whether somebody in some groups sees what has this limit. One group of it will do.

    >>> meets("", frozenset()), meets("a, b", frozenset({"b"})), meets("a", frozenset({"b"}))
    (True, True, False)
    """
    return not limit or not groups_told(limit).isdisjoint(groups)


def narrower(one: str, other: str) -> str:
    """The limit of what has both: nobody sees it who does not see each.

    >>> narrower("a, b", "b, c"), narrower("", "c"), narrower("a", "b") == SEALED
    ('b', 'c', True)
    """
    if not one or not other or one == other:
        return one or other
    return as_limit(groups_told(one) & groups_told(other)) or SEALED
