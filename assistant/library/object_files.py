"""Files in an object store that speaks S3, with copies of those that were opened last on this machine's disk.

Its address and keys are read from the usual variables: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and so on."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.errors import LibraryError, LibraryUnavailable, UnreadableDocument
from assistant.library.file_store import sha256_at

if TYPE_CHECKING:
    from obstore.store import S3Store

_LOG = logging.getLogger(__name__)
CONNECTING = timedelta(seconds=5)
READING = timedelta(seconds=20)  # without a byte; a page is waited for by a person
WRITING = timedelta(minutes=10)  # one file, over a slow line
TRIES = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
IN_USE = 120.0  # seconds in which whoever was given a copy has opened it
SILENT = 5.0  # seconds in which a store that could not be read is not asked again: nobody queues for its silence
_ADDRESS = re.compile(r"s3://[^/@:?#]+(?:/[^/?#]+)*/?")
_PIECE = 4_000_000  # bytes
_AT_ONCE = 16  # copies that are fetched at the same time
_AWAY = "The reports' files cannot be reached just now: the log says why. Try again in a moment."


class ObjectFiles:
    """Files below ``s3://bucket/folder``; copies of at most ``most`` bytes lie in ``copies``.

    Whoever reads is not told of a store that stays silent for longer than some seconds: it is away."""

    def __init__(self, address: str, copies: Path, most: int) -> None:
        if not _ADDRESS.fullmatch(address) or {".", ".."} & set(address.split("/")):
            raise LibraryError(  # what it says may hold a secret that belongs elsewhere
                "ASSISTANT_FILES is no address of an object store: s3://bucket/folder."
            )
        try:
            self._reading = _store(address, READING)
            self._writing = _store(address, WRITING)
        except ModuleNotFoundError as error:
            raise LibraryError('Files in an object store need: pip install ".[s3]"') from error
        except Exception as error:  # its own errors have no kind in common with those of Python
            raise LibraryError(f"ASSISTANT_FILES is no use: {_line(error)}") from error
        self._address = address.rstrip("/")
        self._copies = copies
        self._most = most
        self._fetching = [threading.Lock() for _ in range(_AT_ONCE)]
        self._checked: dict[str, str] = {}  # name -> SHA-256 that its copy was seen to have
        self._failed = -SILENT  # when the store could not be read last (monotonic)

    def put(self, copy: Path, name: str, anew: bool = False) -> None:
        import obstore

        try:
            with copy.open("rb") as stream:
                os.fsync(stream.fileno())
            with suppress(obstore.exceptions.AlreadyExistsError):
                mode: Literal["overwrite", "create"] = "overwrite" if anew else "create"
                obstore.put(self._writing, name, copy, mode=mode, use_multipart=False)
            copy.unlink()
        except (OSError, obstore.exceptions.BaseError) as error:
            raise LibraryError(
                f"{copy.name} could not be kept in {self._address}: {_line(error)} What the library held is "
                "kept. See that the store can be reached and written, then run again."
            ) from error

    def opened(self, name: str, digest: str) -> Path | None:
        path = self._copies / Path(name).name
        with self._fetching[hash(name) % _AT_ONCE]:
            if not self._is_copied(name, digest, path):
                if time.monotonic() < self._failed + SILENT:
                    raise LibraryUnavailable(_AWAY)
                if not self._fetched(name, digest, path):
                    return None
                self._make_room()
            self._checked[name] = digest
        return path

    def lacking(self, names: Iterable[str]) -> set[str]:
        import obstore

        wanted = set(names)
        if not wanted:
            return wanted
        with self._away():
            for page in obstore.list(self._reading, chunk_size=1000):
                wanted.difference_update(entry["path"] for entry in page)
        return wanted

    def digest(self, name: str) -> str:
        """Of the store's own bytes, not of a copy."""
        made = hashlib.sha256()
        pieces = self._pieces(name)
        if pieces is None:
            return ""
        with self._away():
            for piece in pieces:
                made.update(piece)
        return made.hexdigest()

    def remove(self, name: str) -> None:
        import obstore

        (self._copies / Path(name).name).unlink(missing_ok=True)
        with self._away():
            try:
                obstore.delete(self._writing, name)
            except FileNotFoundError:
                return

    def place(self, name: str = "") -> str:
        return f"{self._address}/{name}"

    def _pieces(self, name: str) -> Iterable[bytes] | None:
        import obstore

        with self._away():
            try:
                return obstore.get(self._reading, name).stream(min_chunk_size=_PIECE)
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):  # the store is gone: the file need not be
                    raise
                return None

    def _is_copied(self, name: str, digest: str, path: Path) -> bool:
        """Whether ``path`` is a copy with these bytes: where power failed it may be half of one."""
        try:
            if self._checked.get(name) != digest and sha256_at(path) != digest:
                return False
            with suppress(PermissionError):  # another user's, or on a disk that is only read
                os.utime(path)  # those that were asked for last stay
            return path.is_file()
        except OSError:
            return False

    def _fetched(self, name: str, digest: str, path: Path) -> bool:
        """Whether there is one, whose copy is at ``path`` now. Raises LibraryUnavailable, and UnreadableDocument
        where it has other bytes."""
        pieces = self._pieces(name)
        if pieces is None:
            return False
        made = hashlib.sha256()
        partial = path.with_name(f".{secrets.token_hex(8)}.part")
        with self._away():
            try:
                self._copies.mkdir(parents=True, exist_ok=True)
                with partial.open("wb") as target:
                    for piece in pieces:
                        made.update(piece)
                        target.write(piece)
                if made.hexdigest() == digest:
                    os.replace(partial, path)
            finally:
                partial.unlink(missing_ok=True)
        if made.hexdigest() != digest:
            _LOG.warning("%s is not the file that was taken in", self.place(name))
            raise UnreadableDocument(
                "This report's file is not the one that was taken in. See: assistant doctor"
            )
        return True

    def _make_room(self) -> None:
        """Delete the copies that were opened longest ago, and none that somebody is just about to open."""
        found = []
        for path in self._copies.iterdir():
            with suppress(OSError):  # another process makes room, too
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        spare = sum(size for _, size, _ in found) - self._most
        for used, size, path in sorted(found):
            if spare <= 0 or used > time.time() - IN_USE:
                return
            with suppress(OSError):  # another user's stays
                if path.stat().st_mtime == used:  # nobody has asked for it since
                    path.unlink()
                spare -= size

    @contextmanager
    def _away(self) -> Iterator[None]:
        import obstore

        try:
            yield
        except (OSError, obstore.exceptions.BaseError) as error:
            # Where the store is need not be known to who reads: it is in the log.
            _LOG.warning("%s cannot be read: %s", self._address, _line(error))
            self._failed = time.monotonic()
            raise LibraryUnavailable(_AWAY) from error


def _store(address: str, waiting: timedelta) -> S3Store:
    from obstore.store import S3Store

    # Whoever names an address without encryption means it, as with any other program for S3.
    options = {
        "allow_http": True,
        "connect_timeout": CONNECTING,
        "read_timeout": waiting,
        "timeout": WRITING,
    }
    return S3Store.from_url(address, client_options=options, retry_config=TRIES)  # type: ignore[arg-type]


def _line(error: BaseException) -> str:
    """The first line of an error, as a sentence."""
    lines = str(error).splitlines() or [type(error).__name__]
    return lines[0].rstrip(".")[:300] + "."
