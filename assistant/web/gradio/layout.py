"""How the main page is laid out at each moment of a conversation."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.answering.follow_ups import MOST
from assistant.web.conversations import MOST_SAVED
from assistant.web.gradio.conversation import Conversation
from assistant.web.gradio.visitor import visitor_of
from assistant.web.rendering import render_for_chat

Updates = tuple[Any, ...]

LAID_OUT = 9 + MOST  # what ``layout`` says, the conversation before it


def layout(
    conversation: Conversation, request: gr.Request, empty: bool = False, shown: bool = False
) -> Updates:
    """The box, the buttons, the welcome, the chat and what follows it, as this conversation has them.

    Where the chat is ``shown`` already it gets its messages alone: Gradio describes a component anew whenever
    one of its properties is set, which takes 9 ms for a chat and half a millisecond for messages."""
    busy = bool(conversation.pending)
    begun = busy or bool(conversation.exchanges)
    texts = visitor_of(request).texts
    names = conversation.answer_ids()[-MOST_SAVED:]
    saving = render_for_chat("saving.html", texts=texts, names=names)
    offered = () if busy else conversation.offered
    messages = conversation.messages(texts)
    return (
        gr.Textbox(interactive=not empty),
        gr.Button(visible=not busy, interactive=not empty),
        gr.Button(visible=busy),
        gr.Button(visible=begun and not busy),
        gr.Column(visible=not begun and not empty),
        messages if shown and begun else gr.Chatbot(value=messages, visible=begun),
        gr.Markdown(value=saving, visible=bool(names) and not busy),
        gr.Markdown(visible=bool(offered)),
        *(gr.Button(value=question, visible=True) for question in offered),
        *(gr.Button(visible=False) for _ in range(MOST - len(offered))),
    )
