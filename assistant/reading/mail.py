"""E-mail (.eml, RFC 5322) -> Reading: subject, sender and date, then the body. Attachments apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.html import html_flow
from assistant.reading.plain_text import decode, text_flow
from assistant.records import BlockKind, Reading

MAX_BYTES = 60 * 1024 * 1024  # the parser needs ten times the message; no mail server takes more
MAX_PARTS = 1_000
_DAMAGED = "The e-mail is damaged or put together in an unusual way. Save its text as PDF."


def read_mail(data: bytes, file: str) -> Reading:
    """Subject as heading, then the text of the body, or its HTML where there is no text."""
    message = parsed(data)
    subject = header(message, "subject")
    flow: list[Flow] = [(BlockKind.HEADING, 1, subject), *_body(message)]
    reading = flowing_reading(flow, Embedded(subject, sender(message)), file)
    known = reading.metadata
    # What the message says of itself goes before any date or name in its text.
    return replace(
        reading,
        metadata=replace(
            known,
            published=_sent(message) or known.published,
            publisher=sender(message) or known.publisher,
        ),
    )


def _body(message: EmailMessage) -> list[Flow]:
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    for part in parts(message):
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        try:
            content = part.get_payload(decode=True)
        except (ValueError, LookupError):
            continue
        if isinstance(content, bytes) and part.get_content_subtype() in texts:
            texts[part.get_content_subtype()].append(_decoded(content, part.get_content_charset()))
    plain = "\n\n".join(texts["plain"])
    if any(c.isalnum() for c in plain):
        # "> " before lines that are quoted from an earlier message is no part of their words.
        return text_flow(re.sub(r"(?m)^(?:> ?)+", "", plain.replace("\r\n", "\n")))
    return [block for text in texts["html"] for block in html_flow(text)[0]]


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return decode(content)


def _sent(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def parsed(data: bytes) -> EmailMessage:
    """The message. Raises UnreadableDocument where it cannot be taken apart."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(
            f"The e-mail is larger than {MAX_BYTES // 2**20} MB. Save its attachments and add those."
        )
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (RecursionError, ValueError, LookupError) as error:
        raise UnreadableDocument(_DAMAGED) from error
    assert isinstance(message, EmailMessage)
    return message


def parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a message, in order; a message within it is a leaf."""
    waiting: list[EmailMessage] = [message]
    seen = 0
    while waiting:
        seen += 1
        if seen > MAX_PARTS:
            raise UnreadableDocument(
                f"The e-mail has more than {MAX_PARTS:,} parts. Save its attachments and add those."
            )
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [p for p in reversed(inside) if isinstance(p, EmailMessage)]
        else:
            yield part


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every attached file; an attached message is a file named after its subject."""
    for number, part in enumerate(parts(parsed(data)), start=1):
        try:
            if part.get_content_type() == "message/rfc822":
                inside = part.get_payload()
                held = inside[0] if isinstance(inside, list) and inside else None
                if isinstance(held, EmailMessage):
                    subject = header(held, "subject")[:80].replace("/", "-")
                    yield f"{subject or f'message {number}'}.eml", held.as_bytes()
                continue
            name = part.get_filename()
            content = part.get_payload(decode=True)
        except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError):
            continue  # one broken part does not hide the others
        if name and isinstance(content, bytes):
            yield name, content


def header(message: EmailMessage, name: str) -> str:
    """A header as one line of text, "" where it is missing or cannot be decoded."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError):
        return ""


def sender(message: EmailMessage) -> str:
    """The name that the message gives for who sent it, without the address."""
    return parseaddr(header(message, "from"))[0]
