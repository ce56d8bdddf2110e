"""A check by its permanent link, as a page and as files; and checking for programs, with JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import Field, ValidationError

from assistant.errors import AssistantError, LibraryError, UnknownCitation, UnreadableDocument
from assistant.presenting import FORMATS, write_check
from assistant.presenting.answer_view import Presenter
from assistant.presenting.check_view import check_view
from assistant.reading.running_text import LONGEST_TEXT, TooLong, text_to_check
from assistant.records import Check, Citation, Filters
from assistant.texts import Texts
from assistant.tools.arguments import AsOf, Strict
from assistant.web.admission import asks_as
from assistant.web.api_replies import CheckReply, described, what_is_wrong
from assistant.web.check_queue import CheckQueue, Job, QueueFull
from assistant.web.pages import page, site_of
from assistant.web.security import OWN_FORM, too_large
from assistant.web.seeing import Libraries
from assistant.web.sharing import share_own, sharing_of
from assistant.web.turns import FileTurns

MOST_BYTES = 2_000_000  # of JSON; 100,000 characters need 1.2 MB at the most
_LOOK = 1.0  # seconds between looks whether the client still waits
_STATUS = {"stopped": 503, "failed": 500}

Year = Annotated[int | None, Field(ge=1800, le=9999)]


class CheckRequest(Strict):
    """What POST /check takes."""

    text: str = Field(
        description=f"At most {LONGEST_TEXT:,} characters, of which one is a letter or digit.",
        json_schema_extra={"pattern": r"[\p{L}\p{N}]"},
    )
    documents: list[str] = Field(
        default=[], max_length=1000, description="Only these: ids, titles or files."
    )
    year_from: Year = None
    year_to: Year = None
    as_of: AsOf = ""
    share: bool = False

    def filters(self) -> Filters:
        return Filters(
            documents=tuple(self.documents),
            year_from=self.year_from,
            year_to=self.year_to,
            as_of=self.as_of,
        )


def router(libraries: Libraries, queue: CheckQueue, saving: FileTurns) -> APIRouter:
    """Every route of checks."""
    routes = APIRouter(include_in_schema=False)
    add_checking(routes, libraries, queue)
    _add_kept(routes, libraries, saving)
    return routes


def add_checking(routes: APIRouter, libraries: Libraries, queue: CheckQueue) -> None:
    """The route by which a program has a text checked."""

    schema = CheckRequest.model_json_schema()
    body = {"required": True, "content": {"application/json": {"schema": schema}}}

    @routes.post(
        "/check",
        response_model=None,
        responses=described(CheckReply),
        openapi_extra={"requestBody": body},
    )
    async def check(request: Request) -> Response:
        """Check every claim of a text; the answer comes when the check is done."""
        refused = _refused(request)
        if refused is not None:
            return refused
        try:
            asked = CheckRequest.model_validate_json(await request.body())
            by, library = asks_as(request), libraries.of(request)
            text, filters = text_to_check(asked.text), asked.filters()
            job = queue.submit(library, text, filters, by=by)
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False)[0]
            return _error(422, what_is_wrong(wrong["loc"], wrong["msg"]))
        except TooLong as error:
            return _error(413, str(error))
        except UnreadableDocument:
            return _error(422, "text: there is no text to check.")
        except (QueueFull, LibraryError) as error:
            return _error(503, str(error))
        except AssistantError as error:
            return _error(422, str(error))
        await _ended(request, queue, job)
        if job.state != "done":
            reason = job.reason or "The text could not be checked. Tell the administrator."
            return _error(_STATUS.get(job.state, 500), reason)
        if asked.share:
            share_own(request, library, job.check_id)
        return JSONResponse(as_json(library.as_now().checks.get(job.check_id), job.check_id))


def _add_kept(routes: APIRouter, libraries: Libraries, saving: FileTurns) -> None:
    @routes.get("/check/{check_id}.{kind}")
    def file(request: Request, check_id: str, kind: str, near: bool = False) -> Response:
        if kind != "json" and kind not in FORMATS:
            raise UnknownCitation(f"A check is not written as {kind}.")
        with saving.of(kind).turn():
            found = libraries.of(request).checks.get(check_id)
            if kind == "json":
                return JSONResponse(as_json(found, check_id))
            content = write_check(found, kind, site_of(request, libraries.settings), near)
        # Never shown by the browser under our address: the file carries its own styles.
        headers = {"Content-Disposition": f'attachment; filename="check-{check_id}.{kind}"'}
        return Response(content, media_type=FORMATS[kind].media_type, headers=headers)

    @routes.get("/check/{check_id}")
    def check_page(request: Request, check_id: str) -> HTMLResponse:
        library = libraries.of(request)
        found = library.checks.get(check_id)
        texts = Texts(found.language)
        return page(
            request,
            "check_page.html",
            check=found,
            check_id=check_id,
            view=check_view(found, Presenter(library, texts)),
            check_texts=texts,
            kinds=tuple(FORMATS),
            sharing=sharing_of(request, library, check_id),
        )

    @routes.post("/check/{check_id}/share", dependencies=OWN_FORM)
    def share(request: Request, check_id: str, shared: Annotated[bool, Form()] = True) -> Response:
        share_own(request, libraries.of(request), check_id, shared)
        return RedirectResponse(f"/check/{check_id}#sharing", status_code=303)


def as_json(check: Check, check_id: str) -> dict[str, Any]:
    """The check with its name, its addresses, and the address of every citation's page."""
    kinds = ("json", *FORMATS)
    links = {kind: f"/check/{check_id}.{kind}" for kind in kinds}
    sources = {citation.key: f"/viewer/{citation.key}" for citation in _citations(check)}
    return {
        "id": check_id,
        "links": {"page": f"/check/{check_id}", **links},
        "sources": sources,
        **check.as_json(),
    }


def _citations(check: Check) -> Iterator[Citation]:
    for verdict in check.verdicts:
        for finding in verdict.findings:
            yield from (*finding.statement.citations, *finding.statement.also)


async def _ended(request: Request, queue: CheckQueue, job: Job) -> None:
    """Wait until a job is done; stop it where nobody waits for it any more."""
    assert job.future is not None
    waiting = asyncio.wrap_future(job.future)
    while not (await asyncio.wait({waiting}, timeout=_LOOK))[0]:
        if await request.is_disconnected():
            queue.stop(job)
            return


def _refused(request: Request) -> Response | None:
    """Why a request is not even read."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        return _error(415, 'Send JSON (Content-Type: application/json): {"text": "…"}.')
    if too_large(request, MOST_BYTES):
        return _error(413, f"At most {MOST_BYTES:,} bytes are taken, with a Content-Length.")
    return None


def _error(status: int, reason: str) -> JSONResponse:
    return JSONResponse({"error": reason}, status)
