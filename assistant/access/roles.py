"""Who somebody is, and what they may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.records.viewers import Viewer


class Role(StrEnum):
    """Each may all that the ones before it may."""

    READER = "reader"  # asks, checks and reads
    KEEPER = "keeper"  # adds, describes and retires documents
    OWNER = "owner"  # decides who else may

    def may(self, needed: Role) -> bool:
        """
        >>> Role.OWNER.may(Role.KEEPER), Role.READER.may(Role.KEEPER)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signed in, with the groups that they are in."""

    name: str
    role: Role
    groups: frozenset[str] = frozenset()

    @property
    def viewer(self) -> Viewer:
        """As a library knows them: owners see every document, all others what their groups let them see."""
        return Viewer(self.name, None if self.role is Role.OWNER else self.groups)
