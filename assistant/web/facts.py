"""The page on which a text is given to be checked, and that shows how far the checking is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, UnreadableDocument
from assistant.presenting.check_report import sign_of
from assistant.reading import Isolation, Limits
from assistant.reading.running_text import LONGEST_TEXT, TooLong, running_text, text_to_check
from assistant.records import Filters, year_of
from assistant.web.admission import asks_as
from assistant.web.check_queue import CheckQueue, QueueFull
from assistant.web.inbox import upload_name
from assistant.web.pages import page, texts_for
from assistant.web.security import says_where_from, too_large
from assistant.web.seeing import Libraries
from assistant.writing import reads_checks

if TYPE_CHECKING:
    from assistant.library import Library

MOST_BYTES = 20 * 1024 * 1024  # of a file
_AROUND = 2 * 1024 * 1024  # bytes of the form around the file
NEWEST = 50  # verdicts that are shown while the others are made
READING = 2  # files that are read, or wait to be read, by a thread of their own
# What one file may cost that somebody waits for: an article, not a library's scan of a book.
LIMITS = Limits(cpu_seconds=30, wall_seconds=45.0, pages=300, file_bytes=MOST_BYTES, ocr_pages=20)

_OWN_FORM = [Depends(says_where_from)]


class Refused(AssistantError):
    """What was sent cannot be checked. The message is the key of a text, or a sentence."""

    def __init__(self, reason: str, status: int = 422) -> None:
        super().__init__(reason)
        self.status = status


def router(libraries: Libraries, queue: CheckQueue, isolation: Isolation) -> APIRouter:
    """Every route of the page. ``isolation`` is a reader of its own: a hostile file keeps no page waiting."""
    routes = APIRouter(include_in_schema=False)
    _add_form(routes, libraries, queue, isolation)
    _add_progress(routes, libraries, queue)
    return routes


def _add_form(
    routes: APIRouter, libraries: Libraries, queue: CheckQueue, isolation: Isolation
) -> None:
    limiter = CapacityLimiter(READING)

    @routes.get("/facts")
    def facts(request: Request) -> Response:
        return _form(request, libraries.of(request))

    @routes.post("/facts", dependencies=_OWN_FORM)
    async def submit(request: Request) -> Response:
        text, library = "", libraries.of(request)
        try:
            if too_large(request, MOST_BYTES + _AROUND):
                raise Refused("facts_large", 413)
            form = await _fields(request)
            text = str(form.get("text", ""))
            given, name = await _given(form, isolation, limiter)
            job = queue.submit(library, given, _filters(form), name, asks_as(request))
        except TooLong:
            return _form(request, library, "facts_long", text[: 2 * LONGEST_TEXT], 413)
        except Refused as error:
            return _form(request, library, str(error), text, error.status)
        except QueueFull:
            return _form(request, library, "facts_full", text, 503)
        except UnreadableDocument as error:
            return _form(request, library, str(error), text, 422)
        except AssistantError as error:
            return _form(request, library, str(error), text, 503)
        return RedirectResponse(f"/facts/{job.id}", status_code=303)


def _add_progress(routes: APIRouter, libraries: Libraries, queue: CheckQueue) -> None:
    @routes.get("/facts/{job_id}")
    def progress(request: Request, job_id: str) -> Response:
        job = queue.job_of(request, job_id)
        state = job.state  # once: it may change while the page is made
        if state == "done":
            return RedirectResponse(f"/check/{job.check_id}", status_code=303)
        language = texts_for(request).language
        verdicts = job.seen_by(libraries.of(request))
        newest = verdicts[-NEWEST:]
        shown = [(verdict, sign_of(verdict.ruling, language)) for verdict in newest]
        return page(
            request,
            "checking.html",
            job=job,
            state=state,
            seen=len(verdicts),
            ahead=queue.ahead(job),
            shown=shown,
            current="facts",
        )

    @routes.post("/facts/{job_id}/stop", dependencies=_OWN_FORM)
    def stop(request: Request, job_id: str) -> Response:
        queue.stop(queue.job_of(request, job_id))
        return RedirectResponse(f"/facts/{job_id}", status_code=303)


def _form(
    request: Request, library: Library, wrong: str = "", text: str = "", status: int = 200
) -> Response:
    versions = library.versions.current()
    published = (year_of(version.document.published) for version in versions)
    response = page(
        request,
        "facts.html",
        years=sorted({year for year in published if year is not None}),
        empty=not versions,
        wrong=wrong,
        text=text,
        longest=LONGEST_TEXT,
        reader=reads_checks(library.settings),
    )
    response.status_code = status
    return response


async def _fields(request: Request) -> FormData:
    try:
        return await request.form(max_files=1, max_fields=10)
    except HTTPException as error:  # a part that is longer than any text, or no form at all
        raise Refused("facts_large", 413) from error


async def _given(form: FormData, isolation: Isolation, limiter: CapacityLimiter) -> tuple[str, str]:
    """The text to be checked and the name of its file. Raises Refused or UnreadableDocument."""
    text, file = str(form.get("text", "")), form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        if not text.strip():
            raise Refused("facts_nothing")
        return text_to_check(text), ""
    if text.strip():
        raise Refused("facts_both")
    name = upload_name(file.filename)
    return await to_thread.run_sync(_read, file, name, isolation, limiter=limiter), name


def _read(file: UploadFile, name: str, isolation: Isolation) -> str:
    """The text of an uploaded file, which is gone again when it was read."""
    with tempfile.NamedTemporaryFile(prefix="check-") as copy:
        while piece := file.file.read(1 << 20):
            copy.write(piece)
        copy.flush()
        return text_to_check(running_text(isolation.read(Path(copy.name), name)))


def _filters(form: FormData) -> Filters:
    years = (str(form.get(name, "")) for name in ("year_from", "year_to"))
    first, last = (year_of(year) if len(year) == 4 else None for year in years)
    return Filters(year_from=first, year_to=last)
