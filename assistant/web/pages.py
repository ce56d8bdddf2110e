"""Our own pages: what all of them share, and the source viewer with its files.

They are ordinary pages that work without Gradio, so that a link to a source or an answer keeps
working for as long as the library lives. Addresses hold ids only, never a path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote as url_quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant import viewing
from assistant.errors import UnknownCitation
from assistant.presenting.answer_view import Presenter
from assistant.presenting.bibliography import REFERENCES, as_apa
from assistant.presenting.document_view import document_elements
from assistant.records import Citation, Version
from assistant.records.runs import Fate
from assistant.texts import Texts, preferred_language, read_by_ocr
from assistant.web.admission import SIGNS_OUT, address_of, asks_as, user_of
from assistant.web.drawing import Busy, Drawing, Drawn
from assistant.web.rendering import render
from assistant.web.seeing import Libraries
from assistant.web.turns import TooMany

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.settings import Settings

# Fixed widths, so that nobody can ask for a picture of a million pixels.
PICTURE_WIDTHS = (1200, 2200)
# A version is named by the digest of its bytes, so that its pictures never change.
_FOREVER = "private, max-age=31536000, immutable"
_SHORT = 16
MOST_PLACES = 100  # where words that are looked for stand in one document


def texts_for(request: Request) -> Texts:
    """The interface texts in the language that this browser asks for."""
    return Texts(
        preferred_language(request.headers.get("accept-language"), request.cookies.get("language"))
    )


def inside(to: str) -> str:
    """An address of a page of ours, or the first one: "//other.example" would lead away.

    >>> inside("/documents?a=1"), inside("//evil.example"), inside("/\\\\evil.example"), inside("https://evil.example")
    ('/documents?a=1', '/', '/', '/')
    """
    ours = to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable()
    return to if ours else "/"


def site_of(request: Request, settings: Settings) -> str:
    """The address of the application as its readers know it, with a "/" at its end: that of the settings, else the
    one that was asked. A proxy with a certificate says so; who says it without one fools nobody but themselves."""
    if settings.address:
        return settings.address.rstrip("/") + "/"
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    return str(request.base_url.replace(scheme="https" if scheme == "https" else "http"))


def page(request: Request, template: str, /, **values: object) -> HTMLResponse:
    """One of our own pages in the reader's language."""
    texts = texts_for(request)
    user = user_of(request)
    content = render(
        template,
        texts=texts,
        address=address_of(request),
        user=user,
        signs_out=request.scope.get(SIGNS_OUT, False),
        remembers=asks_as(request) is not None,
        **values,
    )
    headers = {"Content-Language": texts.language, "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(content, headers={**headers, "Cache-Control": "private, no-cache"})


def router(libraries: Libraries, drawing: Drawing) -> APIRouter:
    """Every route of our own pages."""
    routes = APIRouter(include_in_schema=False)
    _add_viewer(routes, libraries, drawing)
    _add_files(routes, libraries, drawing)
    return routes


def _add_viewer(routes: APIRouter, libraries: Libraries, drawing: Drawing) -> None:
    @routes.get("/viewer/{key}")
    def viewer(
        request: Request, key: str, number: Annotated[int | None, Query(alias="page")] = None
    ) -> HTMLResponse:
        library = libraries.of(request)
        citation = library.citations.by_key(key)
        version = library.versions.get(citation.version)
        shown = citation.page if number is None else number
        return _source_page(request, library, drawing, version, shown, citation)

    @routes.get("/document/{version_id}/page/{number}")
    def document_page(request: Request, version_id: str, number: int) -> HTMLResponse:
        library = libraries.of(request)
        version = library.versions.get(version_id)
        return _source_page(request, library, drawing, version, number, None)

    @routes.get("/document/{version_id}/contents")
    def document_contents(request: Request, version_id: str, q: str = "") -> HTMLResponse:
        library = libraries.of(request)
        version = library.versions.get(version_id)
        wanted = q.strip()[: viewing.LONGEST_WANTED]
        presenter = Presenter(library, texts_for(request))
        places = viewing.find_words(library, version, wanted, MOST_PLACES + 1)
        return page(
            request,
            "contents.html",
            version=version,
            short=version.id[:_SHORT],
            wanted=wanted,
            places=[(place, presenter.place(place.citation)) for place in places[:MOST_PLACES]],
            more=len(places) > MOST_PLACES,
            entries=[
                (entry, presenter.place(entry.citation))
                for entry in viewing.contents(library, version)
            ],
        )


def _source_page(
    request: Request,
    library: Library,
    drawing: Drawing,
    version: Version,
    number: int,
    citation: Citation | None,
) -> HTMLResponse:
    texts = texts_for(request)
    short = version.id[:_SHORT]
    if not 1 <= number <= max(version.pages, 1):
        raise UnknownCitation(f"{version.document.title} has no page {number}.")

    def address(to: int) -> str:
        return f"/viewer/{citation.key}?page={to}" if citation else f"/document/{short}/page/{to}"

    on_quote = citation is not None and number == citation.page
    marked = citation if on_quote else None
    presenter = Presenter(library, texts)
    values: dict[str, object] = {
        "version": version,
        "short": short,
        "number": number,
        "citation": citation,
        "on_quote": on_quote,
        "fate": _fate(library, version, citation),
        "reference": presenter.reference(citation) if citation else "",
        "formats": tuple(REFERENCES),
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if number < version.pages else "",
    }
    if not version.pictured:
        values |= _in_words(library, version, number, marked)
        place = printed = presenter.place(citation) if citation else ""
    else:
        view = drawing.made(
            Drawn(version.id, number, marked.key if marked else "view"),
            lambda by: viewing.view_page(library, version.id, number, marked, by),
        )
        values |= {"view": view, "widths": PICTURE_WIDTHS, "ocr": _read_by_ocr(texts, view, marked)}
        place = presenter.page(version, number, view.label)
        # A reference list names the page that is printed.
        printed = place if version.format == "pptx" else texts("page", label=view.label or number)
    values |= {"place": place, "apa": as_apa(version.document, texts.language, printed)}
    return page(request, "source_page.html" if version.pictured else "source_text.html", **values)


def _in_words(
    library: Library, version: Version, number: int, marked: Citation | None
) -> dict[str, object]:
    """A page of a document without pictures: its text, the quote marked in it."""
    text = library.pages.get(version.id, number, marked.reading if marked else 0)
    start, end = (marked.start, marked.end) if marked else (0, 0)
    return {"elements": document_elements(text, start, end), "ocr": ""}


def _read_by_ocr(texts: Texts, view: viewing.PageView, marked: Citation | None) -> str:
    """How sure OCR is of the quote, or of the page; "" where neither was read so."""
    quote = read_by_ocr(texts, marked.confidence if marked else None, "quote_read_by_ocr")
    return quote or read_by_ocr(texts, view.confidence, "page_read_by_ocr")


def _fate(library: Library, version: Version, citation: Citation | None) -> Fate | None:
    """What became of the words shown, where this version answers no more."""
    if version.current:
        return None
    if citation is not None:
        return library.citations.fate(citation)
    newest = library.versions.newest(version.id)
    return Fate("withdrawn") if newest.id == version.id else Fate("changed", newest)


def _add_files(routes: APIRouter, libraries: Libraries, drawing: Drawing) -> None:
    @routes.get("/page/{version_id}/{number}.png")
    def picture(
        request: Request, version_id: str, number: int, width: int = PICTURE_WIDTHS[0]
    ) -> Response:
        library = libraries.of(request)
        version = library.versions.get(version_id)
        if not version.pictured or not 1 <= number <= version.pages:
            raise UnknownCitation(f"{version.document.title} has no picture of page {number}.")
        allowed = min(PICTURE_WIDTHS, key=lambda known: abs(known - width))
        content = drawing.made(
            Drawn(version.id, number, f"{allowed} wide"),
            lambda by: viewing.page_picture(library, version.id, number, allowed, by),
        )
        return Response(content, media_type="image/png", headers={"Cache-Control": _FOREVER})

    @routes.get("/document/{key}.pdf")
    def marked(request: Request, key: str) -> Response:
        """The PDF with the quote highlighted in it, for a reader of one's own."""
        library = libraries.of(request)
        citation = library.citations.by_key(key)
        version = library.versions.get(citation.version)
        if not version.pictured:
            raise UnknownCitation(f"{citation.title} is not a PDF.")
        name = citation.file + (".pdf" if version.view else "")
        headers = {"Content-Disposition": disposition("inline", name)}
        content = drawing.made(
            Drawn(version.id, citation.page, f"{citation.key} in the file"),
            lambda by: viewing.marked_pdf(library, citation, by),
            keep=False,
        )
        return Response(content, media_type="application/pdf", headers=headers)

    @routes.get("/document/{version_id}/original")
    def original(request: Request, version_id: str) -> FileResponse:
        """The file as it was taken in. Only a PDF is ever shown by the browser itself: HTML or

        SVG from a document, shown under our address, could act as the reader.
        """
        library = libraries.of(request)
        version = library.versions.get(version_id)
        shown = version.format == "pdf"
        kind = "inline" if shown else "attachment"
        return FileResponse(
            library.originals.file(version.id),
            media_type="application/pdf" if shown else "application/octet-stream",
            headers={"Content-Disposition": disposition(kind, version.file)},
        )


def disposition(kind: str, name: str) -> str:
    """The file's own name for saving, in the encoding of RFC 6266, without its folders."""
    return f"{kind}; filename*=UTF-8''{url_quote(name.rsplit('/', 1)[-1], safe='')}"


def not_found(request: Request, _error: Exception | None = None) -> HTMLResponse:
    """A link that leads nowhere ends on a page that says so and shows the way back."""
    response = page(request, "not_found.html")
    response.status_code = 404
    return response


def unavailable(request: Request, error: Exception) -> HTMLResponse:
    """The library can't be read now, or a file turned out to be unreadable."""
    busy = isinstance(error, (Busy, TooMany))
    of_what = "too_busy" if isinstance(error, Busy) else "too_many"
    reason = texts_for(request)(of_what) if busy else str(error)
    response = page(request, "unavailable.html", reason=reason)
    response.status_code = 503
    if busy:
        response.headers["Retry-After"] = "2"
    return response


def broken(request: Request) -> HTMLResponse:
    """A fault of ours: it is in the log, and nothing of it on the page."""
    response = page(request, "unavailable.html", reason="")
    response.status_code = 500
    return response
