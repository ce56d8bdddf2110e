"""An answer's permanent page, the answer as text and as files, and what it cites for reference managers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from assistant.errors import UnknownCitation
from assistant.logs import logged
from assistant.presenting.answer_files import ANSWER_FORMATS, FIGURES, ROWS_FORMATS
from assistant.presenting.answer_report import KeptAnswer, report_of_answers
from assistant.presenting.answer_view import Presenter
from assistant.presenting.bibliography import REFERENCES
from assistant.presenting.plain_text import view_as_text
from assistant.presenting.then_and_now import asked_again, changes
from assistant.records import Answer, Citation, Document, Language
from assistant.records.feedback import Opinion
from assistant.texts import Texts
from assistant.web.history import remember
from assistant.web.pages import disposition, page, site_of
from assistant.web.security import OWN_FORM
from assistant.web.seeing import Libraries
from assistant.web.sharing import share_own, sharing_of
from assistant.web.turns import FileTurns, Turns

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.library import Library


def router(libraries: Libraries, answerer: Answerer, turns: Turns, saving: FileTurns) -> APIRouter:
    """Every route of an answer."""
    routes = APIRouter(include_in_schema=False)
    _add_asking_again(routes, libraries, answerer, turns)
    _add_sharing(routes, libraries)
    _add_files(routes, libraries, saving)

    @routes.get("/answer/{answer_id}")
    def answer_page(request: Request, answer_id: str, feedback: str = "") -> HTMLResponse:
        library = libraries.of(request)
        answer = library.answers.get(answer_id)
        answer_texts = Texts(answer.language)
        return page(
            request,
            "answer_page.html",
            answer=answer,
            view=Presenter(library, answer_texts).answer(answer, answer_id),
            answer_texts=answer_texts,
            files=_files(answer),
            references=tuple(REFERENCES),
            opinions=tuple(Opinion),
            given=feedback if feedback in ("thanks", "full") else "",
            changed=answer.library_revision != library.revision,
            sharing=sharing_of(request, library, answer_id),
        )

    return routes


def _add_files(routes: APIRouter, libraries: Libraries, saving: FileTurns) -> None:
    @routes.get("/answer/{answer_id}.txt")
    def as_text(request: Request, answer_id: str) -> PlainTextResponse:
        # What is seen is asked within: it may have changed since the waiting began.
        with saving.small.turn():
            library = libraries.of(request)
            answer = library.answers.get(answer_id)
            texts = Texts(answer.language)
            view = Presenter(library, texts).answer(answer, answer_id)
            # The browser knows the address that its reader uses; behind a proxy we may not.
            return PlainTextResponse(view_as_text(answer.question, view, texts))

    @routes.get("/answer/{answer_id}/answer.{kind}")
    def as_file(request: Request, answer_id: str, kind: str) -> Response:
        name = f"answer-{answer_id}.{kind}"
        if kind not in ROWS_FORMATS and kind not in ANSWER_FORMATS:
            raise UnknownCitation(f"An answer is not written as {kind}.")
        with saving.of(kind).turn():
            library = libraries.of(request)
            answer = library.answers.get(answer_id)
            if kind in ROWS_FORMATS:
                return sent(ROWS_FORMATS[kind].made(answer), ROWS_FORMATS[kind].media_type, name)
            texts = Texts(answer.language)
            kept = KeptAnswer(answer, answer_id, library.answers.kept(answer_id))
            site = site_of(request, library.settings)
            report = report_of_answers(Presenter(library, texts), [kept], texts, site)
            return sent(ANSWER_FORMATS[kind].made(report), ANSWER_FORMATS[kind].media_type, name)

    @routes.get("/answer/{answer_id}/sources.{kind}")
    def sources(request: Request, answer_id: str, kind: str) -> Response:
        with saving.small.turn():
            library = libraries.of(request)
            documents = _cited(library, library.answers.get(answer_id))
            return references(documents, kind, f"sources-{answer_id}")


def _add_asking_again(
    routes: APIRouter, libraries: Libraries, answerer: Answerer, turns: Turns
) -> None:
    @routes.post("/again", dependencies=OWN_FORM)
    def again(request: Request, answer: Annotated[str, Form(max_length=64)]) -> Response:
        library = libraries.of(request)
        then = library.answers.get(answer)
        with turns.turn():
            made = logged(answerer.answer(library, asked_again(then)), library.settings)
            *_, now = (each for each in made if isinstance(each, Answer))
        name = library.answers.save(now)
        remember(request, library, "answer", name, now.question)
        return RedirectResponse(f"/answer/{answer}/beside/{name}", status_code=303)

    @routes.get("/answer/{answer_id}/beside/{newer_id}")
    def beside(request: Request, answer_id: str, newer_id: str) -> HTMLResponse:
        library = libraries.of(request)
        then, now = library.answers.get(answer_id), library.answers.get(newer_id)
        answer_texts = Texts(then.language)
        presenter = Presenter(library, answer_texts)
        return page(
            request,
            "then_and_now.html",
            answer=then,
            sides=[
                (moment, library.answers.kept(name), name, presenter.answer(each, name))
                for moment, name, each in (("then", answer_id, then), ("now", newer_id, now))
            ],
            changes=changes(then, now),
            ended_otherwise=then.outcome is not now.outcome,
            answer_texts=answer_texts,
        )


def _add_sharing(routes: APIRouter, libraries: Libraries) -> None:
    @routes.post("/answer/{answer_id}/share", dependencies=OWN_FORM)
    def share(request: Request, answer_id: str, shared: Annotated[bool, Form()] = True) -> Response:
        share_own(request, libraries.of(request), answer_id, shared)
        return RedirectResponse(f"/answer/{answer_id}#sharing", status_code=303)


def _files(answer: Answer) -> tuple[str, ...]:
    """What an answer can be saved as: figures only where it has some."""
    figures = bool(answer.series or answer.disagreements)
    return (*ANSWER_FORMATS, *(kind for kind in ROWS_FORMATS if figures or kind != FIGURES))


def references(documents: list[Document], kind: str, name: str) -> Response:
    """Documents as a file for a reference manager. Raises UnknownCitation for a kind that we do not write."""
    if kind not in REFERENCES:
        raise UnknownCitation(f"References are not written as {kind}.")
    found = REFERENCES[kind]
    return sent(found.made(documents).encode(), found.media_type, f"{name}.{kind}")


def sent(content: bytes, media_type: str, name: str) -> Response:
    """A file to be saved, never shown by the browser under our address."""
    headers = {"Content-Disposition": disposition("attachment", name)}
    return Response(content, media_type=media_type, headers=headers)


def _cited(library: Library, answer: Answer) -> list[Document]:
    """The documents that an answer cites, each once, as the library describes them now."""
    found: dict[str, Document] = {}
    for statement in answer.every_statement:
        for citation in statement.citations:
            if citation.document not in found:
                found[citation.document] = _described(library, citation, answer.language)
    return list(found.values())


def _described(library: Library, citation: Citation, language: Language) -> Document:
    try:
        return library.versions.get(citation.version).document
    except UnknownCitation:  # an answer outlives its documents: its citation says what it was
        cited = (citation.title, citation.publisher, citation.published)
        return Document(citation.document, *cited, kind="", language=language)
