"""What people write beside reports: ``report.pdf.toml`` for one, ``corpus.toml`` for a folder.

# corpus.toml
publisher = "Ministerie van Economische Zaken"     # for every report here and below
["monitor-*.pdf"]                                  # for those that match
kind = "monitor"
["monitor-2020.pdf"]                               # for one
date = 2021-03-30
groups = ["redactie", "beleid"]                    # that may see it, where people sign in
"""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from assistant.library.descriptions import LIMITS, WrongMetadata, checked
from assistant.records.runs import Failure

_NOT_USED = (
    "It is not used; what it said before goes on to hold. Of a new file it is not known who may see it: where "
    "people sign in, owners alone do until this is right."
)
CORPUS, SIDECAR = "corpus.toml", ".toml"
LARGEST = 1_000_000  # bytes


class Descriptions:
    """Reads the descriptions below one folder, each file once; what is wrong becomes a warning."""

    def __init__(self, warnings: list[Failure]) -> None:
        self._warnings = warnings
        self._of_folder: dict[Path, dict[str, Any]] = {}
        self._names: dict[Path, set[str]] = {}
        self._broken: set[Path] = set()

    def enter(self, folder: Path, names: set[str]) -> None:
        """Read a folder's own ``corpus.toml``, if ``names`` holds it."""
        self._names[folder] = names
        if CORPUS in names:
            self._of_folder[folder] = self._read(folder / CORPUS)

    def of(self, folder: Path, name: str) -> dict[str, str] | None:
        """What the files beside a report say of it: nearer folders before those above, it before all.

        None where one of them cannot be read: what it said before then goes on to hold.
        """
        stated: dict[str, str] = {}
        for above in [*reversed(folder.parents), folder]:
            if above in self._of_folder:
                if above / CORPUS in self._broken:
                    return None
                relative = (folder / name).relative_to(above).as_posix()
                stated |= self._from_corpus(above / CORPUS, self._of_folder[above], name, relative)
                if above / CORPUS in self._broken:
                    return None
        if name + SIDECAR in self._names.get(folder, ()):
            path = folder / (name + SIDECAR)
            stated |= self._checked(path, self._read(path))
            if path in self._broken:
                return None
        return stated

    def _from_corpus(
        self, path: Path, data: dict[str, Any], name: str, relative: str
    ) -> dict[str, str]:
        tables = {key: value for key, value in data.items() if isinstance(value, dict)}
        stated = self._checked(path, {k: v for k, v in data.items() if k not in tables})
        exact = [key for key in tables if key in (name, relative)]
        alike = [k for k in tables if k not in exact and (fnmatch(name, k) or fnmatch(relative, k))]
        for key in [*alike, *exact]:
            stated |= self._checked(path, tables[key], f" [{key}]")
        return stated

    def _checked(self, path: Path, fields: dict[str, Any], where: str = "") -> dict[str, str]:
        good: dict[str, str] = {}
        for name, value in fields.items():
            try:
                field, text = checked(name, value)
                good[field] = text
            except WrongMetadata as error:
                if name in LIMITS:  # who may see it is not known: nothing of this is believed
                    self._broken.add(path)
                    self._warn(path, f"{error} {_NOT_USED}")
                else:
                    self._warn(path, f"{error} The rest{where} is used.")
        return good

    def _read(self, path: Path) -> dict[str, Any]:
        try:
            if path.stat().st_size <= LARGEST:
                return tomllib.loads(path.read_text("utf-8"))
            why = "The file is larger than 1 MB"
        except FileNotFoundError:
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            why = f"The file is not TOML ({str(error)[:120]})"
        except RecursionError:  # brackets in brackets
            why = "The file is nested too deeply"
        except OSError as error:
            why = f"The file cannot be opened: {error.strerror}"
        self._broken.add(path)
        self._warn(path, f"{why}. {_NOT_USED}")
        return {}

    def _warn(self, path: Path, reason: str) -> None:
        warning = Failure(path.name, reason)
        if warning not in self._warnings:
            self._warnings.append(warning)
