"""Who may use the program where it is shared: accounts with roles, sessions, and limits on trying passwords.

It knows nothing of documents and nothing of HTTP.
"""

from assistant.access.accounts import Accounts, Locked, WrongName, WrongPassword, folded
from assistant.access.counts import SharedCounts, open_counts
from assistant.access.database import held_access, open_access
from assistant.access.roles import Role, User
from assistant.access.sessions import Sessions
from assistant.access.ways import OnTheWay, Ways

__all__ = [
    "Accounts",
    "Locked",
    "OnTheWay",
    "Role",
    "Sessions",
    "SharedCounts",
    "User",
    "Ways",
    "WrongName",
    "WrongPassword",
    "folded",
    "held_access",
    "open_access",
    "open_counts",
]
