"""A report arrives: find -> plan -> read -> chunk -> embed -> commit -> (indexes follow)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

from assistant.chunking import passages
from assistant.errors import UnreadableDocument
from assistant.ingestion.find import FoundFile
from assistant.ingestion.office_pages import read_document
from assistant.ingestion.placing import (
    Place,
    given_no_more,
    has_newer,
    let_go,
    place_by_kinship,
    place_by_path,
)
from assistant.ingestion.plan import Plan, make_plan
from assistant.ingestion.progress import Progress, Watcher
from assistant.ingestion.rereading import read_again
from assistant.ingestion.staging import stage, staged_path, throw_away, view_beside
from assistant.ingestion.tally import Tally
from assistant.ingestion.waiting import ADOPTED, alone, show_to_all
from assistant.library import Library, NewVersion, StoredFile
from assistant.library.comparison import kept
from assistant.library.descriptions import effective
from assistant.library.version_matching import Described
from assistant.reading.formats import format_of
from assistant.records import Reading
from assistant.records.runs import Failure, FileReport, IngestReport


def plan_ingest(library: Library, paths: Sequence[Path], *, again: bool = False) -> Plan:
    """What ``ingest`` would do; nothing is written. Raises AssistantError where no path exists."""
    return make_plan(library, list(paths), library.files.known(), again)


def ingest(
    library: Library,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    watch: Watcher | None = None,
    replaces: str = "",
    stop: Callable[[], bool] | None = None,
    again: bool = False,
) -> IngestReport:
    """Take files and folders into the library. Only what is new or changed is read.

    A file that cannot be read stops nothing else: it is in ``failed`` with the reason. ``replaces``
    names the document (by id) that new files are versions of. ``stop`` is asked between files.
    ``again`` reads unchanged files again, too.
    Raises AssistantError where no path exists or the library cannot be written.
    """
    tell = watch or (lambda _: None)
    clock = time.monotonic()
    with alone(library, lambda text: tell(Progress(text, "waiting", 0, 0, 0, 0))):
        known = library.files.known()
        plan = make_plan(library, list(paths), known, again)
        run = _Run(library, plan, known, prune, tell, replaces, stop or (lambda: False))
        run.apply()
        seconds = round(time.monotonic() - clock, 2)
        report = run.tally.finish(seconds, library.newest_revision)
    show_to_all(library)
    return report


class _Run:
    """Applies a plan, file by file; the next file is read while this one is embedded."""

    def __init__(
        self,
        library: Library,
        plan: Plan,
        known: dict[str, StoredFile],
        prune: bool,
        watch: Watcher,
        replaces: str,
        stop: Callable[[], bool],
    ) -> None:
        self.library = library
        self.plan = plan
        self.known = known
        self.prune = prune
        self.watch = watch
        self.replaces = replaces
        self.stop = stop
        self.incoming = library.folder / "incoming"
        self.origins = library.origins.by_path()
        begun = IngestReport(
            unchanged=tuple(file.name for file in plan.unchanged),
            failed=tuple(plan.unreadable),
            warnings=tuple(plan.warnings),
        )
        self.tally = Tally(library.runs, begun)
        self.clock = time.monotonic()

    def apply(self) -> None:
        plan = self.plan
        # A container is noted last: until then the next run would look into it again.
        for before, file in plan.renamed:
            if not file.is_container:
                self._rename(before, file)
        for file in plan.described:
            self._describe(file)
        for file, reason in plan.broken:
            self._fail(file, reason)
        self._work(plan.work)
        if not self.tally.report.stopped:
            for before, file in plan.renamed:
                if file.is_container:
                    self._rename(before, file)
            self._mark_gone()
            self.library.files.put_many([*plan.touched, *plan.opened])
        self._mend_originals()
        self._read_again()
        self.library.curation.embed_retitled()

    def _work(self, work: list[FoundFile]) -> None:
        new = {file.path for file in self.plan.new}
        size, done_size, started = sum(f.size for f in work), 0, time.monotonic()
        for done, (file, outcome) in enumerate(self._read_ahead(work)):
            if self.stop():
                self.tally.stop()
                return
            spent = time.monotonic() - started
            left = spent / done_size * (size - done_size) if done_size else None
            self._say(file.name, "embedding", done, len(work), left)
            self.clock = time.monotonic()
            self._take(file, "added" if file.path in new else "changed", outcome)
            done_size += file.size
        if work:
            self._say("", "done", len(work), len(work), 0.0)

    def _say(self, file: str, step: str, done: int, total: int, left: float | None) -> None:
        so_far = self.tally.report
        self.watch(Progress(file, step, done, total, so_far.pages, so_far.passages, left))

    def _read_ahead(
        self, work: list[FoundFile]
    ) -> Iterator[tuple[FoundFile, Reading | str | None]]:
        """(file, its Reading, or the reason why not, or None where the bytes are known)."""
        with ThreadPoolExecutor(1) as reader:
            ahead: Future[Reading | str | None] | None = None
            for position, file in enumerate(work):
                now = ahead or reader.submit(self._read, file)
                following = work[position + 1] if position + 1 < len(work) else None
                ahead = reader.submit(self._read, following) if following else None
                yield file, now.result()

    def _read(self, file: FoundFile) -> Reading | str | None:
        library = self.library
        try:
            version = self.plan.hashes[file.path]
            if version and library.versions.holds(version):
                return None
            if file.size > library.isolation.limits.file_bytes:
                return library.isolation.read(file.path, file.name)  # refused, without a copy
            content, version = stage(library.isolation, file, self.incoming)
            self.plan.hashes[file.path] = version
            if library.versions.holds(version):
                return None
            return read_document(library, content, file.name)
        except UnreadableDocument as error:
            return str(error)
        except OSError as error:
            return f"The file cannot be opened: {error.strerror}. Check its permissions."

    def _take(self, file: FoundFile, status: str, outcome: Reading | str | None) -> None:
        version = self.plan.hashes[file.path]
        if isinstance(outcome, str):
            self._fail(file, outcome)
        elif outcome is None or self.library.versions.holds(version):
            self._known_bytes(version, status, file)
        else:
            self._commit(version, status, file, outcome)
        throw_away(file, self.incoming)

    def _fail(self, file: FoundFile, reason: str) -> None:
        # What this path gave before goes on answering: a broken new file loses nothing.
        before = self.known.get(str(file.path))
        kept_version = before.version if before else None
        line = self.tally.line(FileReport(file.name, "failed", reason=reason))
        stored = self._stored(file, kept_version, "failed", reason)
        self.library.files.put(stored, line)
        self.tally.add("failed", Failure(file.name, reason))

    def _known_bytes(self, version: str, status: str, file: FoundFile) -> None:
        """A second name for the same bytes, a copy of an old edition, or an old edition come back."""
        library = self.library
        known = library.versions.get(version)
        before = library.documents.of_path(str(file.path))
        stored = self._stored(file, version, "present", "")
        note = f"It holds the same bytes as {known.file}: one document with two names."
        entry = FileReport(file.name, status, version, known.document.id, notes=(note,))
        line = self.tally.line(entry)
        other = before is not None and before != known.document.id
        retired = given_no_more(library, before or "", str(file.path)) if other else []
        if not (known.current or (status == "added" and has_newer(library, known))):
            library.intake.restore_version(version, stored, line, retired)
        elif retired:
            library.intake.retire(retired, stored, line)
        else:
            library.files.put(stored, line)
        self.tally.add(status, file.name)
        self.tally.note(file.name, (note,))

    def _commit(self, version: str, status: str, file: FoundFile, reading: Reading) -> None:
        found = passages(version, reading.pages)
        meta = effective(asdict(reading.metadata), file.described or {})
        described = Described(meta.title, meta.publisher, meta.published, meta.kind, file.name)
        sentences = [s.text for p in found for s in p.sentences]
        place = self._place(file, status, described, sentences)
        said = self.library.documents.overrides(place.document) if place.document else {}
        title = effective(asdict(reading.metadata), file.described or {}, said).title
        made = self.library.vectoriser.embed(title, found)
        content = staged_path(file, self.incoming)
        kind = format_of(content, file.name)
        suffix = ".txt" if kind == "text" else f".{kind}" if kind != "markdown" else ".md"
        mark = self.incoming / f"{version}{suffix}{ADOPTED}"
        mark.touch()
        self.library.originals.adopt(content, version, suffix)
        view = self.library.originals.adopt_view(view_beside(content), version)
        previous = place.previous
        entry = FileReport(
            file=file.name,
            status=status,
            version=version,
            document=place.document or version[:12],
            previous=previous.id if previous else "",
            kept=kept(self.library.passages.sentences(previous.id), sentences)
            if previous
            else None,
            pages=len(reading.pages),
            pages_without_text=sum(not page.text.strip() for page in reading.pages),
            pages_by_ocr=sum(page.recognition is not None for page in reading.pages),
            passages=len(found),
            seconds=round(time.monotonic() - self.clock, 3),
            warnings=reading.warnings,
            notes=(place.note,) if place.note else (),
        )
        new = NewVersion(
            version=version,
            file=file.name,
            format=kind,
            suffix=suffix,
            document=place.document,
            reading=reading,
            passages=found,
            vectors=made.vectors,
            sentence_vectors=made.sentences,
            tokens=made.tokens,
            context=title,
            found=asdict(reading.metadata),
            past=place.past,
            view=view,
            origin=self.origins.get(file.container or str(file.path), ""),
        )
        self.library.intake.add_version(
            new, self._stored(file, version, "present", ""), self.tally.line(entry)
        )
        mark.unlink()
        self.tally.count(entry)

    def _place(self, file: FoundFile, status: str, new: Described, sentences: list[str]) -> Place:
        if status == "changed" and not self._shared(file):
            place = place_by_path(self.library, new, self.known[str(file.path)])
            if place.document:
                return place
        if self.replaces:
            return Place(self.replaces, self.library.documents.newest_version(self.replaces))
        return place_by_kinship(self.library, new, sentences, str(file.path))

    def _shared(self, file: FoundFile) -> bool:
        """Whether another file still gives the version that this one gave before."""
        before = self.known.get(str(file.path))
        if before is None or before.version is None:
            return False
        return any(
            other.status == "present" and other.path != before.path
            for other in self.library.files.of(before.version)
        )

    def _rename(self, before: StoredFile, file: FoundFile) -> None:
        entry = FileReport(
            file.name, "renamed", before.version or "", notes=(f"Was {before.name}.",)
        )
        stored = self._stored(file, before.version, "present", "")
        self.library.intake.rename(before.path, stored, self.tally.line(entry))
        self.tally.add("renamed", (before.name, file.name))

    def _describe(self, file: FoundFile) -> None:
        before = self.known[str(file.path)]
        entry = FileReport(file.name, "described", before.version or "")
        stored = replace(before, described=file.described or {})
        self.library.intake.describe(stored, self.tally.line(entry))
        self.tally.add("described", file.name)

    def _read_again(self) -> None:
        for done, file in enumerate(self.plan.reread):
            if self.tally.report.stopped or self.stop():
                self.tally.stop()
                return
            self._say(file.name, "reading", done, len(self.plan.reread), None)
            read_again(self.library, self.tally, file, self.known[str(file.path)])

    def _mend_originals(self) -> None:
        """An original that is missing from the library is copied again."""
        suffixes = self.library.files.suffixes()
        for file in (*self.plan.unchanged, *self.plan.reread):
            version = self.known[str(file.path)].version
            if version in suffixes and not file.container:
                self.library.originals.keep(file.path, version, suffixes[version])

    def _mark_gone(self) -> None:
        for file in [*self.plan.gone, *self.plan.long_gone]:
            line = None
            if file.status != "gone":
                line = self.tally.line(FileReport(file.name, "gone", file.version or ""))
                self.tally.add("removed", file.name)
            gone = replace(file, status="gone")
            if (
                self.prune
                and file.version
                and (line or self.library.versions.get(file.version).current)
            ):
                let_go(self.library, gone, line)
            elif line:
                self.library.files.put(gone, line)

    def _stored(self, file: FoundFile, version: str | None, status: str, reason: str) -> StoredFile:
        before = self.known.get(str(file.path))
        described = file.described
        if described is None:
            described = before.described if before else {}
        digest = self.plan.hashes[file.path]
        return StoredFile(
            str(file.path),
            file.name,
            version,
            file.size,
            file.modified,
            status,
            reason,
            digest,
            described,
            file.container,
        )
