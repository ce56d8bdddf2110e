"""What whoever keeps the library can do in the browser: add files, describe, retire, restore.

These routes are there where the setting ``keeper`` is on, so that everybody who can open the application may use
them, or where people sign in, of whom only keepers may.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from assistant.errors import UnknownCitation
from assistant.library.descriptions import FIELDS, LONGEST_LIMIT, WrongMetadata, limit_of
from assistant.web.admission import user_of
from assistant.web.documents import document_page
from assistant.web.inbox import Inbox
from assistant.web.pages import page
from assistant.web.security import OWN_FORM
from assistant.web.seeing import Libraries

if TYPE_CHECKING:
    from assistant.library import Library

MOST_FILES = 200  # in one go
_LOG = logging.getLogger(__name__)


def router(libraries: Libraries, inbox: Inbox) -> APIRouter:
    """Every route that changes something."""
    routes = APIRouter(include_in_schema=False, dependencies=OWN_FORM)

    _add_adding(routes, libraries, inbox)

    @routes.post("/documents/{document}/describe")
    async def describe(request: Request, document: str) -> Response:
        library = libraries.of(request)
        form = await request.form()
        overrides = library.documents.overrides(document)
        now = library.documents.history(document)[0].document
        # What a person left as it was is not their word; what they emptied takes it back, and is all that
        # lifts a limit: that is said, not left to what the files beside it say.
        changed = {
            name: str(form[name]).strip() or ("" if name == "groups" else None)
            for name in FIELDS
            if name in form
            and str(form[name]).strip() != getattr(now, name)
            and (str(form[name]).strip() or name in overrides or name == "groups")
        }
        try:
            library.curation.set_metadata(document, changed)
        except WrongMetadata as wrong:
            return document_page(request, library, document, str(wrong))
        library.refresh()
        log_act(request, f"described {document}: {', '.join(changed)}")
        return _back(document, libraries.of(request))

    @routes.post("/documents/{document}/state")
    def state(request: Request, document: str, answers: Annotated[bool, Form()]) -> Response:
        library = libraries.of(request)
        if answers:
            library.curation.restore(document)
        else:
            library.curation.retire(document)
        library.refresh()
        log_act(request, f"{'restored' if answers else 'retired'} {document}")
        return _back(document, library)

    return routes


def _add_adding(routes: APIRouter, libraries: Libraries, inbox: Inbox) -> None:
    @routes.post("/documents/add")
    def add(
        request: Request,
        files: Annotated[list[UploadFile], File()],
        groups: Annotated[str, Form(max_length=LONGEST_LIMIT)] = "",
    ) -> Response:
        library = libraries.of(request)
        try:
            limit = limit_of(groups)
        except WrongMetadata as wrong:
            refused = [(file.filename or "", str(wrong)) for file in files]
        else:
            refused = [
                (file.filename or "", problem)
                for file in files[:MOST_FILES]
                if (problem := inbox.put(file.filename or "", file.file, limit, library))
            ]
        if len(refused) < len(files):
            inbox.take_in()
            log_act(request, f"added {len(files) - len(refused)} files")
        return page(request, "added.html", refused=refused, count=len(files) - len(refused))


def log_act(request: Request, act: str) -> None:
    """A line in the log for what a keeper did, with who it was where people sign in."""
    user = user_of(request)
    _LOG.info("keeper %s: %s", user.name if user else "-", act)


def _back(document: str, library: Library) -> RedirectResponse:
    """To the document, unless a keeper has just limited it to groups that they are not in."""
    try:
        library.documents.newest_version(document)
    except UnknownCitation:
        return RedirectResponse("/documents", status_code=303)
    return RedirectResponse(f"/documents/{document}", status_code=303)
