"""The pages about the library itself: what it holds, each document's versions, and what each run did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse

from assistant.errors import LibraryError, UnknownCitation
from assistant.library.descriptions import FIELDS
from assistant.library.names import naming
from assistant.presenting.bibliography import REFERENCES
from assistant.records import Sentence, Version
from assistant.records.runs import SentenceChange
from assistant.web.admission import keeps
from assistant.web.answers import references
from assistant.web.pages import page
from assistant.web.seeing import Libraries
from assistant.web.turns import FileTurns

if TYPE_CHECKING:
    from assistant.library import Library

SHORT = 16  # digits of a version in addresses
LAST_RUN = 2**31 - 1
RUNS = 50  # runs listed
UNCHANGED = 2  # unchanged sentences shown around a change
SORTS: dict[str, Callable[[Version], tuple[str | int, str]]] = {
    "published": lambda v: (v.document.published, v.document.title),
    "title": lambda v: (v.document.title.lower(), v.id),
    "publisher": lambda v: (v.document.publisher.lower(), v.document.title),
    "kind": lambda v: (v.document.kind, v.document.title),
    "pages": lambda v: (v.pages, v.document.title),
    "added": lambda v: (v.added, v.document.title),
}
"""By what the documents can be sorted."""
NEWEST_FIRST = ("published", "pages", "added")
ROWS = 2_000  # rows of two versions side by side


def router(libraries: Libraries, saving: FileTurns) -> APIRouter:
    """Every route that only shows."""
    routes = APIRouter(include_in_schema=False)
    _add_overview(routes, libraries)
    _add_runs(routes, libraries)
    _add_document(routes, libraries, saving)
    return routes


def _add_overview(routes: APIRouter, libraries: Libraries) -> None:
    @routes.get("/documents")
    def documents(
        request: Request,
        q: Annotated[str, Query(max_length=200)] = "",
        sort: Annotated[str, Query(max_length=20)] = "published",
    ) -> HTMLResponse:
        library = libraries.of(request)
        every = library.versions.current()
        sort = sort if sort in SORTS else "published"
        return page(
            request,
            "documents.html",
            groups=grouped(every, q, sort),
            count=len(every),
            pages=sum(version.pages for version in every if version.paged),
            words=q,
            sort=sort,
            sorts=tuple(SORTS),
            problems=library.files.problems(),
            retired=library.documents.retired(),
            formats=tuple(REFERENCES),
            keeps=keeps(request, library.settings) and not library.read_only,
            short=SHORT,
        )


def grouped(versions: Sequence[Version], words: str, sort: str) -> list[tuple[str, list[Version]]]:
    """Those whose title, publisher, date, programme, kind or file has all the words, by programme."""
    wanted = words.lower().split()
    found = [
        version
        for version in sorted(versions, key=SORTS[sort], reverse=sort in NEWEST_FIRST)
        if all(word in _described(version) for word in wanted)
    ]
    programmes = sorted({version.document.programme for version in found}, key=str.lower)
    return [(name, [v for v in found if v.document.programme == name]) for name in programmes]


def _described(version: Version) -> str:
    document = version.document
    return f"{naming(version)} {version.file} {document.kind} {document.programme}".lower()


def _add_runs(routes: APIRouter, libraries: Libraries) -> None:
    @routes.get("/documents/runs")
    def runs(request: Request) -> HTMLResponse:
        return page(request, "runs.html", runs=libraries.of(request).runs.newest(RUNS))

    @routes.get("/documents/runs/{number}")
    def run(request: Request, number: Annotated[int, PathParameter(le=LAST_RUN)]) -> HTMLResponse:
        try:
            found = libraries.of(request).runs.get(number)
        except LibraryError as error:
            raise UnknownCitation(str(error)) from error
        return page(request, "run.html", run=found, short=SHORT)


def _add_document(routes: APIRouter, libraries: Libraries, saving: FileTurns) -> None:
    @routes.get("/documents/references.{kind}")
    def every_reference(request: Request, kind: str) -> Response:
        """All that answers now, for a reference manager."""
        with saving.small.turn():
            every = {v.document.id: v.document for v in libraries.of(request).versions.current()}
            return references(list(every.values()), kind, "references")

    @routes.get("/documents/{document}/reference.{kind}")
    def reference(request: Request, document: str, kind: str) -> Response:
        found = libraries.of(request).documents.history(document)[0].document
        return references([found], kind, f"reference-{found.id}")

    @routes.get("/documents/{document}")
    def document(request: Request, document: str) -> HTMLResponse:
        return document_page(request, libraries.of(request), document)

    @routes.get("/documents/{document}/compare")
    def compare(
        request: Request,
        document: str,
        old: Annotated[str, Query(max_length=64)],
        new: Annotated[str, Query(max_length=64)],
    ) -> HTMLResponse:
        with saving.large.turn():  # two books take seconds of a processor
            library = libraries.of(request)
            versions = (library.versions.get(old), library.versions.get(new))
            if any(version.document.id != document for version in versions):
                raise UnknownCitation("These are not two versions of this document.")
            return _comparison(request, library, versions)


def _comparison(
    request: Request, library: Library, versions: tuple[Version, Version]
) -> HTMLResponse:
    """What changed between two versions of a document, sentence by sentence."""
    changes = library.versions.compare(versions[0].id, versions[1].id)
    counts = dict.fromkeys(("same", "changed", "added", "gone"), 0)
    for change in changes:
        counts[change.kind] += 1
    rows = with_context(changes)
    return page(
        request,
        "compare.html",
        document=versions[1].document,
        versions=versions,
        rows=rows[:ROWS],
        more=max(0, len(rows) - ROWS),
        counts=counts,
        place_of=_link,
    )


def document_page(
    request: Request, library: Library, document: str, wrong: str = ""
) -> HTMLResponse:
    """One document: its description, its versions and, for keepers, what can be done with it."""
    history = library.documents.history(document)
    retired = any(version.document.id == document for version in library.documents.retired())
    response = page(
        request,
        "document.html",
        version=history[0],
        history=history,
        retired=retired,
        overrides=library.documents.overrides(document),
        described=library.versions.described(history[0].id),
        fields=FIELDS,
        keeps=keeps(request, library.settings) and not library.read_only,
        wrong=wrong,
        short=SHORT,
    )
    if wrong:
        response.status_code = 422
    return response


def with_context(changes: tuple[SentenceChange, ...]) -> list[SentenceChange | int]:
    """Changes with a little of what is the same around them; a number stands for what was left out."""
    near = {
        index + step
        for index, change in enumerate(changes)
        if change.kind != "same"
        for step in range(-UNCHANGED, UNCHANGED + 1)
    }
    rows: list[SentenceChange | int] = []
    for index, change in enumerate(changes):
        if index in near:
            rows.append(change)
        elif rows and isinstance(rows[-1], int):
            rows[-1] += 1
        else:
            rows.append(1)
    return rows


def _link(version: Version, sentence: Sentence) -> str:
    """The address of a sentence's place, as a citation has it."""
    span = sentence.spans[0]
    return f"/viewer/{version.id[:SHORT]}-{span.page}-{span.start}-{span.end}"
