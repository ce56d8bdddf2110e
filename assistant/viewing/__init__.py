"""A citation -> the page as a picture with the words marked; the PDF with the words marked."""

from assistant.viewing.page_view import (
    Box,
    PageView,
    TextLine,
    marked_pdf,
    page_picture,
    view_page,
)

__all__ = ["Box", "PageView", "TextLine", "marked_pdf", "page_picture", "view_page"]
