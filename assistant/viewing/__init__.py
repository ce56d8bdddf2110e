"""A citation -> the page as a picture with the words marked; what a document has and where words stand in it."""

from assistant.viewing.document_contents import (
    LONGEST_WANTED,
    ContentsEntry,
    Place,
    contents,
    find_words,
)
from assistant.viewing.page_view import (
    Box,
    PageView,
    TextLine,
    marked_pdf,
    page_picture,
    view_page,
)

__all__ = [
    "LONGEST_WANTED",
    "Box",
    "ContentsEntry",
    "PageView",
    "Place",
    "TextLine",
    "contents",
    "find_words",
    "marked_pdf",
    "page_picture",
    "view_page",
]
