"""Web pages and the bodies of e-mails: what everybody sees of them, as blocks and tables."""

from assistant.reading.html.blocks import html_flow, page_flow, parsed_html
from assistant.reading.html.words import LINE_BREAK

__all__ = ["LINE_BREAK", "html_flow", "page_flow", "parsed_html"]
