"""The two indexes that follow the ledger, and who may write them.

An index holds nothing that cannot be made again from the ledger. ``state.json`` says which
revision the indexes have reached; changes after it are applied again until it is written, and
applying a change twice changes nothing. One process owns an index folder (a file lock): Chroma
loses about a fifth of the vectors, without an error, when two processes write.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from assistant.embedding import Embedder
from assistant.embedding.language_means import background_means
from assistant.errors import LibraryError
from assistant.library.indexes.dense import PRIOR, TOGETHER, DenseIndex, chroma_error
from assistant.library.indexes.words import WordIndex
from assistant.library.ledger.database import first_line
from assistant.library.ledger.ledger import Ledger
from assistant.records import Language, Passage

_log = logging.getLogger(__name__)

Indexed = tuple[Passage, NDArray[np.float32]]

LAYOUT = 3  # raise when what the indexes hold changes; older ones are then made anew


class Indexes:
    """Vector and word index of one library, at the revision in ``revision``."""

    def __init__(self, folder: Path, ledger: Ledger, embedder: Callable[[], Embedder]) -> None:
        self.folder = folder
        self.using = threading.RLock()  # held by whoever searches: nobody else reopens meanwhile
        self._embedder = embedder
        self._ledger = ledger
        self._lock = FileLock(folder / "owner.lock", thread_local=False)
        self._dense: DenseIndex | None = None
        self._words: WordIndex | None = None
        self._opening = threading.RLock()
        self._revision = 0
        self._means: dict[Language, NDArray[np.float32]] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def owned(self) -> bool:
        """Whether this process may write the indexes."""
        return bool(self._lock.is_locked)

    def own(self) -> bool:
        """Become the owner if nobody is. Says whether this process is it now."""
        if self.owned:
            return True  # acquiring again would count, and one release would not free it
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def disown(self) -> None:
        if self._lock.is_locked:
            self._lock.release()

    @property
    def revision(self) -> int:
        """The revision that this process searches."""
        return self._revision if self.opened else self.read_revision()

    @property
    def means(self) -> dict[Language, NDArray[np.float32]]:
        """Language -> mean vector of its passages."""
        self._open()
        with self._opening:
            if self._means is None:
                self._means = self._taken_means()
            return self._means

    @property
    def dense(self) -> DenseIndex:
        self._open()
        assert self._dense is not None
        return self._dense

    @property
    def words(self) -> WordIndex:
        self._open()
        assert self._words is not None
        return self._words

    def nearest(
        self,
        vector: NDArray[np.float32],
        language: str,
        count: int,
        versions: Collection[str] | None,
    ) -> list[tuple[str, float]]:
        """``DenseIndex.search``. Chroma reads its vectors at the first search, so damage shows here."""
        for mend in (lambda _: self.close_files(), self._mend):
            try:
                return self.dense.search(vector, language, count, versions)
            except BaseException as error:
                if not _is_damage(error):
                    raise
                with self._opening:
                    mend(error)  # opened again first: it may only have been cut off from its files
        return self.dense.search(vector, language, count, versions)

    @property
    def opened(self) -> bool:
        """Whether this process has opened them: a run with nothing new never needs to."""
        return self._dense is not None

    def refresh(self) -> bool:
        """Bring the indexes to the ledger's revision where this process may, else see the owner's.

        Says whether anything changed.
        """
        with self.using:
            if self.owned:
                return self.follow()
            if self.behind() and self.own():
                try:
                    return self.follow()
                finally:
                    self.disown()
            if self.opened and self.read_revision() != self.revision:
                self.reopen()
                return True
        return False

    def behind(self) -> bool:
        """Whether the ledger holds changes that the indexes do not."""
        return self.read_revision() != self._ledger.revision

    def read_revision(self) -> int:
        """The revision that ``state.json`` names; 0 where there is none or it is of another layout."""
        try:
            state = json.loads((self.folder / "state.json").read_text())
        except (FileNotFoundError, ValueError):
            return 0
        return int(state["revision"]) if state.get("layout") == LAYOUT else 0

    def follow(self) -> bool:
        """Apply what changed in the ledger. Owner only. Says whether anything did."""
        reached = self.read_revision()
        target = self._ledger.revision
        if reached > target:  # another ledger: these indexes belong to nothing here
            reached = 0
        if reached == target and self._dense is not None:
            return False
        if reached == 0:
            self._discard()
        came, went = self._ledger.versions.changes_since(reached)
        try:
            if came or went:
                self._apply(came, went, fresh=reached == 0)
            self._write_state(target)
        except (OSError, ValueError, RuntimeError, chroma_error()) as error:
            raise LibraryError(
                f"The indexes could not be written: {first_line(error)}. The documents "
                "are safe in the ledger. Free some space, then run: assistant doctor --rebuild"
            ) from error
        self._means = None
        return True

    def _apply(self, came: list[str], went: list[str], fresh: bool) -> None:
        names = self._ledger.versions.names(came)
        self.dense.remove(went)

        def entries() -> Iterator[tuple[Passage, str]]:
            for versions, found in self._together(came):
                self.dense.add(found)
                if not fresh:  # a version that was read again has other passages
                    self.dense.keep_only(versions, {passage.id for passage, _ in found})
                yield from ((passage, names.get(passage.version, "")) for passage, _ in found)

        # Words first dropped for versions that came, too: a kill may have added half of one.
        self.words.apply(entries(), [*went, *came])

    def _together(self, versions: Sequence[str]) -> Iterator[tuple[list[str], list[Indexed]]]:
        """Whole versions with their passages, as many at a time as the vector index takes in one go: a first
        ingest may bring any number of them, and each call costs the same for one passage and a thousand."""
        some: list[str] = []
        found: list[Indexed] = []
        for version in versions:
            some.append(version)
            found += self._ledger.passages.with_vectors(version)
            if len(found) >= TOGETHER:
                yield some, found
                some, found = [], []
        if some:
            yield some, found

    def rebuild(self) -> None:
        """Make both indexes anew from the ledger. Owner only."""
        self._discard()
        self.follow()

    def reopen(self) -> None:
        """See what the owner has written since this process opened the indexes."""
        self.close_files()
        self._open()

    def close_files(self) -> None:
        if self._dense is not None:
            self._dense.close()
        self._dense = self._words = None

    def close(self) -> None:
        self.close_files()
        self.disown()

    def _open(self) -> None:
        with self._opening:
            if self._dense is not None and self._words is not None:
                return
            self._revision = self.read_revision()
            try:
                self._open_files()
            except BaseException as error:
                if not _is_damage(error):
                    raise
                self._mend(error)

    def _open_files(self) -> None:
        self._words = WordIndex(self.folder / "words")
        self._dense = DenseIndex(self.folder / "vectors")
        if self.owned:
            self._dense.search_as_broadly()
        self._means = None

    def _mend(self, damage: BaseException) -> None:
        """Make damaged indexes anew from the ledger: they hold nothing that it does not.

        Raises LibraryError where another process owns them: it may be writing what looked damaged."""
        mine = self.owned
        if not self.own():
            raise LibraryError(
                f"An index of the library cannot be read: {first_line(damage)}. The documents are safe in "
                "the ledger. Stop the program that uses this library, then run: assistant doctor --rebuild"
            ) from damage
        _log.warning("an index was damaged (%s) and is made anew", first_line(damage))
        try:
            self._discard()
            self._open_files()
            self.follow()
        finally:
            if not mine:
                self.disown()

    def _discard(self) -> None:
        self.close_files()
        for name in ("vectors", "words", "state.json"):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _taken_means(self) -> dict[Language, NDArray[np.float32]]:
        """Mean vector a language, drawn to the language's general mean where there are few passages."""
        sums = self._ledger.passages.language_sums()
        means: dict[Language, NDArray[np.float32]] = {}
        if sums:
            for language, background in background_means(self._embedder()).items():
                count, total = sums.get(language, (0, np.zeros_like(background)))
                mean = (total + PRIOR * background) / (count + PRIOR)
                means[language] = mean.astype(np.float32)
        return means

    def _write_state(self, revision: int) -> None:
        temporary = self.folder / "state.json.new"
        temporary.write_text(json.dumps({"revision": revision, "layout": LAYOUT}))
        os.replace(temporary, self.folder / "state.json")
        self._revision = revision


def _is_damage(error: BaseException) -> bool:
    """Whether an index could not be read. A panic in Rust comes as an exception that is no Exception."""
    kinds = (OSError, ValueError, RuntimeError, chroma_error())
    return isinstance(error, kinds) or type(error).__name__ == "PanicException"
