"""The conversation as a part of the application: Gradio is switched to serve it and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI

from assistant.language.languages import LANGUAGES
from assistant.web.examples import Examples, examples_for
from assistant.web.gradio.chat import CONCURRENT_ANSWERS, build, interface_texts
from assistant.web.gradio.theme import programme_theme

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.web.seeing import Libraries


SESSIONS = 200
"""Pages whose conversation is held in memory: 0.1 MB each, 0.6 MB with four long answers (measured). One that
was left longest makes room; should its reader go on, it is made again of what the browser keeps."""


def mount_conversation(
    app: FastAPI, libraries: Libraries, examples: Examples | None, answerer: Answerer, icon: str
) -> None:
    """Put the conversation at "/" of an application; ``icon`` is the path of the page's icon."""
    if examples is None:
        # The page is the same for all: where people sign in, what it offers each of them comes when it opens.
        alone = libraries.settings.sign_in == "off"
        examples = examples_for(libraries.whole) if alone else dict.fromkeys(LANGUAGES, ())
    blocks = build(libraries, examples, answerer)
    blocks.state_session_capacity = SESSIONS
    blocks.queue(default_concurrency_limit=CONCURRENT_ANSWERS, max_size=200)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=programme_theme(),
        i18n=interface_texts(examples, libraries.settings),
        footer_links=[],
        # No page that describes the routes, also not Gradio's own.
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        # Nothing is ever uploaded; the route exists all the same, so it takes nothing of any size.
        max_file_size=1,
        allowed_paths=[],
        favicon_path=icon,
    )
