"""Files that come in through the browser: kept in the library's inbox, taken in by a process of its own.

A process and not a thread: embedding in the application would slow down every answer.
"""

from __future__ import annotations

import logging
import re
import secrets
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

from assistant.ingestion.sidecar import SIDECAR
from assistant.reading.formats import SUFFIXES

if TYPE_CHECKING:
    from assistant.library import Library

LONGEST = 150  # characters of a file's name
PIECE = 1 << 20
_LIMITED = "# The groups that were named when this file was uploaded"
_LOG = logging.getLogger(__name__)


class Inbox:
    """The folder of one library's uploads. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.folder = library.inbox
        self._lock = threading.Lock()
        self._putting = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._again = False

    def put(
        self, name: str, content: IO[bytes], groups: str = "", seen: Library | None = None
    ) -> str:
        """Keep an uploaded file under its own name. Returns why not, or "" where it is kept.

        A file of the same name is replaced where they see its document: it becomes the newer version of
        that. ``groups`` are those that see it: they are told beside it before it is there. Without, they
        stay as they are.
        ``seen`` is the library as whoever adds it sees it: what they do not see there is not replaced. Raises
        LibraryError where the library cannot be written.
        """
        self._library.check_writable()
        name = upload_name(name)
        if Path(name).suffix.lower() not in SUFFIXES:
            return f"Only {', '.join(sorted(SUFFIXES))} files are read."
        self.folder.mkdir(exist_ok=True)
        partial = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            if not self._written(partial, content):
                return f"The file is larger than {self._library.settings.max_megabytes} MB."
            with self._putting:  # nobody gets a name, or a limit, between these
                name = self._free(name, seen or self._library)
                if groups and not self._limit(name, groups):
                    return "A description that was written by hand is beside it: name the groups there."
                partial.replace(self.folder / name)
        finally:
            partial.unlink(missing_ok=True)
        return ""

    def _written(self, partial: Path, content: IO[bytes]) -> bool:
        """Whether all of it was, and it was not too much."""
        left = self._library.settings.max_megabytes * 1024 * 1024
        with partial.open("wb") as target:
            while left >= 0 and (piece := content.read(PIECE)):
                left -= len(piece)
                target.write(piece)
        return left >= 0

    def _free(self, name: str, seen: Library) -> str:
        """The name, or one beside it where there is something that whoever adds it does not see."""
        path, number = Path(name), 1
        while self._is_taken(name, seen):
            number += 1
            name = f"{path.stem} ({number}){path.suffix}"
        return name

    def _is_taken(self, name: str, seen: Library) -> bool:
        """Whether something stands there, or stood, that no document explains which is seen: a hidden one gave
        it, or another keeper, and it waits or failed. Where one person uses the program, all is theirs."""
        path = str(self.folder / name)
        if seen.documents.of_path(path) is not None:
            return False
        known = self._library.documents.of_path(path) is not None
        beside = self.folder / f"{name}{SIDECAR}"
        others = seen.viewer is not None and (Path(path).exists() or beside.exists())
        return known or others

    def _limit(self, name: str, groups: str) -> bool:
        """Say beside a file which groups see it, unless somebody has written something else there."""
        beside = self.folder / f"{name}{SIDECAR}"
        if beside.exists() and not beside.read_bytes().startswith(_LIMITED.encode()):
            return False
        # No group's name has a character that TOML would read as anything else.
        beside.write_text(f'{_LIMITED}\ngroups = "{groups}"\n', "utf-8")
        return True

    def take_in(self) -> None:
        """Ingest the inbox in the background; once more afterwards where it is at work already."""
        self._library.check_writable()
        with self._lock:
            if self._running is not None:
                self._again = True
                return
            self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "assistant", "--library", str(self._library.folder)]
        self._running = subprocess.Popen(
            [*command, "ingest", str(self.folder), "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        threading.Thread(target=self._wait, args=(self._running,), daemon=True).start()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        _, complaint = process.communicate()
        # 1: some files failed, which the run's report says. What the process itself logs comes with it.
        level = logging.INFO if process.returncode in (0, 1) else logging.ERROR
        own_log = complaint.decode("utf-8", "replace").strip()[-500:]
        _LOG.log(level, "ingest of the inbox: %s", own_log)
        with self._lock:
            self._running = None
            if self._again:
                self._again = False
                self._start()

    def close(self) -> None:
        """Ask a running ingest to end; the next one goes on where it stopped."""
        with self._lock:
            self._again = False
            if self._running is not None:
                self._running.terminate()


def upload_name(name: str) -> str:
    """A file's own name without folders, control characters and leading marks that hide it.

    >>> upload_name("..\\\\..\\\\etc/._monitor 2020.pdf"), upload_name("\\x00")
    ('monitor 2020.pdf', 'document')
    """
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c.isprintable()).strip().lstrip("._~ ")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:LONGEST]}{dot}{suffix[:10]}" or "document"
