"""Web pages and the bodies of e-mails: what everybody sees of them, as blocks and tables."""

from assistant.reading.html.blocks import html_flow, page_flow, parsed_html

__all__ = ["html_flow", "page_flow", "parsed_html"]
