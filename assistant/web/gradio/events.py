"""What happens on the main page: asking, streaming, stopping, beginning anew, coming back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answering.follow_ups import MOST
from assistant.language.languages import LANGUAGES
from assistant.logs import logged
from assistant.presenting.answer_view import Presenter
from assistant.presenting.searched_part import filters_in_words, titles_of
from assistant.records import Answer, Filters, Language, Question, year_of
from assistant.web.admission import user_of
from assistant.web.examples import OwnExamples
from assistant.web.gradio.conversation import (
    Conversation,
    Exchange,
    answer_html,
    answer_message,
    exchange,
    restored,
)
from assistant.web.gradio.layout import LAID_OUT, Updates, layout
from assistant.web.gradio.visitor import sender_of, visitor_of
from assistant.web.gradio.waiting import Waiting
from assistant.web.history import remember

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.library import Library
    from assistant.web.examples import Examples
    from assistant.web.seeing import Libraries

MAX_QUESTION = 1000


class Events:
    """The handlers. The conversation goes in and out with every event; here is only what waits for its answer."""

    def __init__(self, libraries: Libraries, examples: Examples, answerer: Answerer) -> None:
        self._libraries = libraries
        self._answerer = answerer
        self._examples = examples
        self._own_examples = OwnExamples()
        self._waiting = Waiting()
        self._wanted: dict[str, threading.Event] = {}  # by session, set when it is wanted no more

    def open(self, answer_ids: list[object] | None, request: gr.Request) -> Updates:
        """The page as it opens: the conversation there was, and what can be searched."""
        library = self._seen(request)
        versions = library.versions.current()
        conversation = restored(library, answer_ids, _asker(request)).offering(library)
        titles = sorted(
            (_choice(version.document.title, version.document.published), version.document.id)
            for version in versions
        )
        published = (year_of(version.document.published) for version in versions)
        known = sorted({year for year in published if year is not None})
        years = [(visitor_of(request).texts("any_year"), 0), *((str(year), year) for year in known)]
        return (
            conversation,
            *layout(conversation, request, empty=not versions),
            gr.Markdown(visible=not versions),
            gr.Dropdown(choices=titles),
            gr.Dropdown(choices=years, value=0),
            gr.Dropdown(choices=years, value=0),
            *self._examples_shown(request),
        )

    def _seen(self, request: gr.Request) -> Library:
        """The library as whoever caused an event sees it."""
        return self._libraries.of(sender_of(request))

    def _asked(self, request: gr.Request) -> Sequence[str]:
        """The examples that whoever caused an event is offered."""
        language = visitor_of(request).texts.language
        common = self._examples[language]
        return common or self._own_examples.of(self._seen(request), language)

    def _examples_shown(self, request: gr.Request) -> Updates:
        """The title of the examples and their buttons: those that are the same for all stand there already."""
        fewest = min(len(asked) for asked in self._examples.values())
        if fewest:
            return (gr.skip(),) * (1 + fewest)
        asked = self._asked(request)[:MOST]
        return (
            gr.Markdown(visible=bool(asked)),
            *(gr.Button(value=question, visible=True) for question in asked),
            *(gr.Button(visible=False) for _ in range(MOST - len(asked))),
        )

    def begin(
        self, text: str, conversation: Conversation, kept: list[object] | None, request: gr.Request
    ) -> Updates:
        """Show the question at once, before anything is searched.

        ``kept`` are the names of the answers that the browser keeps."""
        conversation = self._held(conversation, kept, request)
        question = text.replace("\0", " ").strip()[:MAX_QUESTION]
        if not question or conversation.pending:
            return (gr.skip(),) * LAID_OUT
        begun = conversation.asking(question)
        self._waiting.put(visitor_of(request).session, _asker(request), question)
        _, *rest = layout(begun, request, shown=bool(conversation.exchanges))
        return (begun, gr.Textbox(value=""), *rest)

    def begin_example(
        self, index: int
    ) -> Callable[[Conversation, list[object] | None, gr.Request], Updates]:
        """The handler of one example question."""

        def begin(
            conversation: Conversation, kept: list[object] | None, request: gr.Request
        ) -> Updates:
            asked = self._asked(request)[index : index + 1]
            return self.begin("".join(asked), conversation, kept, request)

        return begin

    def begin_offered(
        self, index: int
    ) -> Callable[[Conversation, list[object] | None, gr.Request], Updates]:
        """The handler of one question to go on with."""

        def begin(
            conversation: Conversation, kept: list[object] | None, request: gr.Request
        ) -> Updates:
            conversation = self._held(conversation, kept, request)
            offered = conversation.offered[index : index + 1]
            return self.begin("".join(offered), conversation, kept, request)

        return begin

    def _held(
        self, conversation: Conversation, kept: list[object] | None, request: gr.Request
    ) -> Conversation:
        """Their own conversation, made again where a restart, or pages opened since, took it from memory."""
        conversation = self._own(conversation, request)
        if conversation.exchanges or conversation.pending or not kept:
            return conversation
        library = self._seen(request)
        return restored(library, kept, _asker(request)).offering(library)

    def _going_on(
        self, conversation: Conversation, kept: list[object] | None, request: gr.Request
    ) -> Conversation:
        """Their own conversation and the question that waits in it, also where it was let go meanwhile."""
        conversation = self._held(conversation, kept, request)
        waiting = self._waiting.of(visitor_of(request).session, _asker(request))
        return (
            conversation.asking(waiting) if waiting and not conversation.pending else conversation
        )

    def _own(self, conversation: Conversation, request: gr.Request) -> Conversation:
        """Their own, without what was withdrawn from them since."""
        return conversation.of(_asker(request)).as_seen(self._seen(request))

    def answer(
        self,
        conversation: Conversation,
        kept: list[object] | None,
        documents: list[str] | None,
        first: int | None,
        last: int | None,
        languages: list[Language] | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Show the statements one by one as they come, then the whole answer."""
        conversation = self._going_on(conversation, kept, request)
        if not conversation.pending:
            yield (gr.skip(),) * 3
            return
        texts = visitor_of(request).texts
        filters = _chosen(documents, first, last, languages)
        question = Question(conversation.pending, None, filters, conversation.history())
        library = self._seen(request)
        presenter, session = Presenter(library, texts), visitor_of(request).session
        earlier = conversation.messages(texts)[:-1]
        stopped = self._wanted[session] = threading.Event()
        try:
            made = self._answerer.answer(library, question, stopped=stopped)
            for item in logged(made, library.settings):
                if isinstance(item, Answer):
                    answer_id = library.answers.save(item)
                    remember(sender_of(request), library, "answer", answer_id, item.question)
                    # What was withdrawn while it was made is not shown.
                    now, conversation = library.as_now(), self._own(conversation, request)
                    shown = exchange(now, now.answers.seen(item), answer_id)
                    conversation = conversation.ended(shown)
                    self._waiting.end(session)
                    yield conversation.messages(texts), conversation, conversation.answer_ids()
                    return
                if library.as_now().hidden != library.hidden:
                    continue  # the whole answer says what may be seen of it
                conversation = conversation.with_partial(item)
                if item.kind == "quote" and len(conversation.partial) > 1:
                    continue  # quotes come all at once, and the whole answer right behind them
                html = answer_html(presenter.partial(conversation.partial), texts)
                yield [*earlier, answer_message(html)], conversation, gr.skip()
        finally:
            if self._wanted.get(session) is stopped:
                del self._wanted[session]

    def finish(
        self, conversation: Conversation, kept: list[object] | None, request: gr.Request
    ) -> Updates:
        """Afterwards, however it went. A question still pending here met an error: say so."""
        conversation = self._going_on(conversation, kept, request)
        self._waiting.end(visitor_of(request).session)
        if conversation.pending:
            texts = visitor_of(request).texts
            html = answer_html(Presenter(self._seen(request), texts).failure(), texts)
            conversation = conversation.ended(Exchange(conversation.pending, html))
        conversation = conversation.offering(self._seen(request))
        return (conversation, *layout(conversation, request, shown=True))

    def show_filters(
        self,
        documents: list[str] | None,
        first: int | None,
        last: int | None,
        languages: list[Language] | None,
        request: gr.Request,
    ) -> Any:
        """What is filtered for, on the button that takes it away: seen also where the choice is folded."""
        filters, texts = _chosen(documents, first, last, languages), visitor_of(request).texts
        what = filters_in_words(filters, texts, titles_of(self._seen(request), filters))
        return gr.Button(value=texts("filters_on", what=what), visible=bool(what))

    def clear_filters(self) -> Updates:
        """Ask everything again."""
        nothing: list[str] = []
        return (
            gr.Dropdown(value=nothing),
            gr.Dropdown(value=0),
            gr.Dropdown(value=0),
            gr.CheckboxGroup(value=list(LANGUAGES)),
            gr.Button(visible=False),
        )

    def stop(
        self, conversation: Conversation, kept: list[object] | None, request: gr.Request
    ) -> Updates:
        """Keep what had come in, and say that it isn't all."""
        conversation = self._going_on(conversation, kept, request)
        self._no_longer_wanted(request)
        if conversation.pending:
            texts = visitor_of(request).texts
            presenter = Presenter(self._seen(request), texts)
            view = presenter.partial(conversation.partial, texts("stopped"))
            stopped = Exchange(conversation.pending, answer_html(view, texts))
            conversation = conversation.ended(stopped)
        return (conversation, *layout(conversation, request))

    def start_anew(self, request: gr.Request) -> Updates:
        """An empty conversation, here and in what the browser keeps."""
        self._no_longer_wanted(request)
        return (Conversation(), *layout(Conversation(), request), [])

    def _no_longer_wanted(self, request: gr.Request) -> None:
        """Gradio stops listening, but not what works on an answer: a model would write on."""
        session = visitor_of(request).session
        self._waiting.end(session)
        stopped = self._wanted.get(session)
        if stopped is not None:
            stopped.set()


def _asker(request: gr.Request) -> str:
    """Whose a conversation is: nobody else goes on with it, whatever session they name."""
    user = user_of(sender_of(request))
    return user.name if user else ""


def _chosen(
    documents: list[str] | None,
    first: int | None,
    last: int | None,
    languages: list[Language] | None,
) -> Filters:
    return Filters(
        documents=tuple(name for name in documents or () if "\0" not in name),
        year_from=first or None,
        year_to=last or None,
        language=languages[0] if languages and len(languages) == 1 else None,
    )


def _choice(title: str, published: str) -> str:
    year = year_of(published)
    return f"{title} ({year})" if year else title
