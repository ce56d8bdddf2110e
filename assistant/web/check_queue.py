"""Texts that are being checked: a few at once, the others wait, each can be followed and stopped."""

from __future__ import annotations

import logging
import secrets
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from starlette.requests import Request

from assistant.checking import check_claims, check_of
from assistant.errors import AssistantError, UnknownCitation
from assistant.logs import log_fault
from assistant.records import Filters, Verdict
from assistant.web.admission import user_of
from assistant.writing import reader_for

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.settings import Settings

CONCURRENT = 2  # more would slow down every answer in the chat
MOST_WAITING = 20
MOST_KNOWN = 100  # jobs that can be looked at, the oldest finished ones are forgotten first
_LOG = logging.getLogger(__name__)

State = Literal["waiting", "running", "done", "stopped", "failed"]


class QueueFull(AssistantError):
    """So many texts wait already that another would only wait longer."""


@dataclass(slots=True)
class Job:
    """One text on its way; ``library`` is as whoever gave it sees it.

    ``check_id`` is there once it is done, ``reason`` where it failed.

    ``id`` cannot be guessed: the text may be somebody's draft."""

    library: Library
    text: str
    filters: Filters
    name: str
    by: str | None = None  # whose history it goes into, if anybody's
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: State = "waiting"
    verdicts: list[Verdict] = field(default_factory=list)
    check_id: str = ""
    reason: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    future: Future[None] | None = None

    def seen_by(self, library: Library) -> tuple[Verdict, ...]:
        """The verdicts so far, as somebody sees them now."""
        so_far = check_of(self.text, tuple(self.verdicts), 0, self.filters, self.name)
        return library.checks.seen(so_far).verdicts

    @property
    def busy(self) -> bool:
        return self.state in ("waiting", "running")

    @property
    def percent(self) -> int:
        """How much of the text has been checked."""
        end = self.verdicts[-1].end if self.verdicts else 0
        return min(100, round(100 * end / max(1, len(self.text))))


class CheckQueue:
    """The jobs of one application. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._reader = reader_for(settings)
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._workers = ThreadPoolExecutor(CONCURRENT, thread_name_prefix="check")

    def submit(
        self, library: Library, text: str, filters: Filters, name: str = "", by: str | None = None
    ) -> Job:
        """Have a text checked against the library as whoever gives it sees it.

        Raises QueueFull, and AssistantError for a date that is none."""
        library.search.allowed(filters)
        job = Job(library, text, filters, name, by)
        with self._lock:
            if self.count("waiting") >= MOST_WAITING:
                raise QueueFull("Many texts are waiting to be checked. Try again in a few minutes.")
            self._forget()
            self._jobs[job.id] = job
            job.future = self._workers.submit(self._run, job)
        return job

    def job(self, job_id: str) -> Job:
        """Raises UnknownCitation."""
        job = self._jobs.get(job_id)
        if job is None:
            raise UnknownCitation("This text is not being checked.")
        return job

    def job_of(self, request: Request, job_id: str) -> Job:
        """The same, for whoever had it checked, where people sign in. Raises UnknownCitation."""
        job, user = self.job(job_id), user_of(request)
        if user is not None and job.by != user.name:
            raise UnknownCitation("This text is not being checked.")
        return job

    def count(self, state: State) -> int:
        """How many texts wait, or are checked."""
        return sum(job.state == state for job in list(self._jobs.values()))

    def ahead(self, job: Job) -> int:
        """How many texts wait that came before this one."""
        with self._lock:
            waiting = [known.id for known in self._jobs.values() if known.state == "waiting"]
        return waiting.index(job.id) if job.id in waiting else 0

    def stop(self, job: Job) -> None:
        """Stop after the claim that is being checked now; nothing is kept."""
        job.stopping.set()
        if job.future is not None and job.future.cancel():
            job.state = "stopped"

    def close(self) -> None:
        """Stop everything and wait for it."""
        for job in list(self._jobs.values()):
            if job.busy:
                self.stop(job)
        self._workers.shutdown(cancel_futures=True)

    def _forget(self) -> None:
        finished = [job_id for job_id, job in self._jobs.items() if not job.busy]
        for job_id in finished[: max(0, len(self._jobs) + 1 - MOST_KNOWN)]:
            del self._jobs[job_id]

    def _run(self, job: Job) -> None:
        job.state = "running"
        try:
            self._check(job)
        except AssistantError as error:
            log_fault("check", error)
            job.state, job.reason = "failed", str(error)
        except Exception:
            # The reader must hear that it failed; what went wrong is for the administrator.
            _LOG.exception("a text could not be checked")
            job.state = "failed"

    def _check(self, job: Job) -> None:
        library = job.library.as_now()
        revision = library.revision
        for verdict in check_claims(library, job.text, job.filters, self._reader):
            if job.stopping.is_set():
                break
            job.verdicts.append(verdict)
        if job.stopping.is_set():
            job.state = "stopped"
            return
        check = check_of(job.text, job.verdicts, revision, job.filters, job.name)
        job.check_id = library.checks.save(check)
        if job.by is not None:
            library.history.put(job.by, "check", job.check_id, job.name or job.text)
        job.state = "done"
