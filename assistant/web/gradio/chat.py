"""The main page: conversation left, source right, made of Gradio components.

No gr.HTML and no ``js=`` is used, because both make the browser evaluate strings, which our
Content-Security-Policy forbids. The right-hand side is filled by static/app.js with a frame on
/viewer/<key>, an ordinary page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answering.follow_ups import MOST
from assistant.language.languages import LANGUAGES
from assistant.model import AtWork, at_work
from assistant.records import Language
from assistant.texts import Texts, catalogue
from assistant.web.gradio.conversation import Conversation
from assistant.web.gradio.events import MAX_QUESTION, Events
from assistant.web.rendering import render_for_chat

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.settings import Settings
    from assistant.web.examples import Examples
    from assistant.web.seeing import Libraries

# Measured: Gradio's default of 1 lets fifty readers wait in line; 8 keeps two cores busy.
CONCURRENT_ANSWERS = 8
_BLOCKS = ("header", "welcome", "answerer", "empty", "examples", "go_on", "source_empty")


def interface_texts(examples: Examples, settings: Settings) -> gr.I18n:
    """The catalogue and the examples for Gradio, which fills in the texts in the browser."""
    made = {language: _translated(language, examples, settings) for language in LANGUAGES}
    return gr.I18n(nl=made["nl"], en=made["en"])


def _translated(language: Language, examples: Examples, settings: Settings) -> dict[str, str]:
    texts, work = Texts(language), at_work(settings)
    kinds = ", ".join(texts.kind(kind) for kind in work.sends) if work else ""
    values = {
        "texts": texts,
        "work": work,
        "kinds": kinds,
        "remembers": settings.sign_in != "off" or not settings.without_sign_in,
        "signs_out": settings.sign_in in ("local", "oidc"),
    }
    blocks = {f"block_{name}": render_for_chat(f"{name}.html", **values) for name in _BLOCKS}
    numbered = {f"asked_{index}": text for index, text in enumerate(examples[language])}
    return {**catalogue(language), **blocks, **numbered}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change."""

    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    fresh: gr.Button
    welcome: gr.Column
    chat: gr.Chatbot
    saving: gr.Markdown
    empty: gr.Markdown
    examples_title: gr.Markdown
    examples: list[gr.Button]
    go_on: gr.Markdown
    offered: list[gr.Button]
    documents: gr.Dropdown
    first: gr.Dropdown
    last: gr.Dropdown
    language: gr.CheckboxGroup
    filters_on: gr.Button

    def laid_out(self) -> list[Any]:
        """What changes with each question, in the order in which events give it."""
        first = [
            self.box,
            self.send,
            self.stop,
            self.fresh,
            self.welcome,
            self.chat,
            self.saving,
            self.go_on,
        ]
        return [*first, *self.offered]


def build(libraries: Libraries, examples: Examples, answerer: Answerer) -> gr.Blocks:
    """The page with all its events."""
    work = at_work(libraries.settings)
    i18n = interface_texts(examples, libraries.settings)
    page: gr.Blocks
    with gr.Blocks(title=Texts("nl")("product"), analytics_enabled=False, fill_width=True) as page:
        conversation = gr.State(Conversation())
        # Ids of answers only, so there is nothing to keep secret; a fixed word survives a restart.
        kept = gr.BrowserState([], storage_key="conversation", secret="answers")  # noqa: S106
        _block(i18n, "header", "header")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="ask-pane", scale=11, min_width=300):
                parts = _ask_pane(i18n, min(len(asked) for asked in examples.values()), work)
            with gr.Column(elem_id="source-pane", scale=9, min_width=300):
                _block(i18n, "source_empty", "source-empty")
        _connect(page, parts, conversation, kept, Events(libraries, examples, answerer))
    return page


def _block(i18n: gr.I18n, name: str, elem_id: str, visible: bool = True) -> gr.Markdown:
    return gr.Markdown(i18n(f"block_{name}"), elem_id=elem_id, visible=visible, latex_delimiters=[])


def _ask_pane(i18n: gr.I18n, examples: int, work: AtWork | None) -> _Parts:
    with gr.Column(elem_id="scroll"):
        empty = _block(i18n, "empty", "empty", visible=False)
        with gr.Column(elem_id="welcome") as welcome:
            _block(i18n, "welcome", "welcome-text")
            title = _block(i18n, "examples", "examples-title", visible=bool(examples))
            # Without any that are the same for all, each person's own are put in when the page opens.
            labels = [i18n(f"asked_{index}") for index in range(examples)] or [""] * MOST
            buttons = [
                gr.Button(label, elem_classes="example", size="md", visible=bool(examples))
                for label in labels
            ]
        chat = _chat(i18n)
        saving = gr.Markdown(elem_id="saving", visible=False, latex_delimiters=[])
        go_on = _block(i18n, "go_on", "go-on", visible=False)
        offered = [
            gr.Button("", elem_classes=["example", "offered"], size="md", visible=False)
            for _ in range(MOST)
        ]
    with gr.Column(elem_id="composer"):
        if work is not None:
            _block(i18n, "answerer", "answerer")
        with gr.Row(elem_id="question-row"):
            box, send, stop = _question_row(i18n)
        filters_on = gr.Button("", elem_id="filters-on", visible=False, size="sm")
        with gr.Row(elem_id="below"):
            documents, first, last, language = _filters(i18n)
            fresh = gr.Button(
                i18n("new_button"), elem_id="new", visible=False, scale=0, size="sm", min_width=140
            )
    return _Parts(
        box, send, stop, fresh, welcome, chat, saving, empty, title, buttons, go_on, offered,
        documents, first, last, language, filters_on,
    )  # fmt: skip


def _chat(i18n: gr.I18n) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label=i18n("conversation_label"),
        show_label=False,
        visible=False,
        container=False,
        height="auto",
        layout="panel",
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        allow_tags=False,
        sanitize_html=True,
        allow_file_downloads=False,
    )


def _question_row(i18n: gr.I18n) -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """The box for a question, and the buttons that ask and stop."""
    box = gr.Textbox(
        elem_id="question",
        label=i18n("question_label"),
        placeholder=i18n("question_placeholder"),
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=MAX_QUESTION,
        autofocus=True,
        scale=1,
    )
    send = gr.Button(i18n("ask_button"), variant="primary", elem_id="ask", scale=0, min_width=96)
    stop = gr.Button(i18n("stop_button"), elem_id="stop", visible=False, scale=0, min_width=96)
    return box, send, stop


def _filters(i18n: gr.I18n) -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown, gr.CheckboxGroup]:
    with gr.Accordion(i18n("filters"), open=False, elem_id="filters"):
        documents = gr.Dropdown(
            [],
            multiselect=True,
            label=i18n("filter_documents"),
            info=i18n("filter_documents_hint"),
            elem_id="filter-documents",
        )
        with gr.Row(elem_id="filter-row"):
            first = gr.Dropdown([("", 0)], value=0, label=i18n("filter_year_from"), min_width=90)
            last = gr.Dropdown([("", 0)], value=0, label=i18n("filter_year_to"), min_width=90)
            language = gr.CheckboxGroup(
                [(catalogue(known)[f"language_{known}"], known) for known in LANGUAGES],
                value=list(LANGUAGES),
                label=i18n("filter_language"),
                min_width=200,
            )
    return documents, first, last, language


def _connect(
    page: gr.Blocks, parts: _Parts, conversation: gr.State, kept: gr.BrowserState, events: Events
) -> None:
    layout = [conversation, *parts.laid_out()]
    quiet: dict[str, Any] = {
        "queue": False,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    asked = [parts.box.submit, parts.send.click]
    starts = [gr.on(asked, events.begin, [parts.box, conversation, kept], layout, **quiet)]
    starts += [
        button.click(events.begin_example(index), [conversation, kept], layout, **quiet)
        for index, button in enumerate(parts.examples)
    ]
    starts += [
        button.click(events.begin_offered(index), [conversation, kept], layout, **quiet)
        for index, button in enumerate(parts.offered)
    ]
    answers = [
        start.then(
            events.answer,
            [conversation, kept, parts.documents, parts.first, parts.last, parts.language],
            [parts.chat, conversation, kept],
            concurrency_limit=CONCURRENT_ANSWERS,
            concurrency_id="answers",
            show_progress="hidden",
            api_visibility="private",
        )
        for start in starts
    ]
    for answer in answers:
        answer.success(events.finish, [conversation, kept], layout, **quiet)
        answer.failure(events.finish, [conversation, kept], layout, **quiet)
    parts.stop.click(events.stop, [conversation, kept], layout, cancels=answers, **quiet)
    parts.fresh.click(events.start_anew, None, [*layout, kept], cancels=answers, **quiet)
    filters = [parts.documents, parts.first, parts.last]
    examples = [parts.examples_title, *parts.examples]
    page.load(events.open, [kept], [*layout, parts.empty, *filters, *examples], **quiet)
    _connect_filters([*filters, parts.language], parts.filters_on, events, quiet)


def _connect_filters(
    filters: list[Any], button: gr.Button, events: Events, quiet: dict[str, Any]
) -> None:
    gr.on([each.change for each in filters], events.show_filters, filters, [button], **quiet)
    button.click(events.clear_filters, None, [*filters, button], **quiet)
