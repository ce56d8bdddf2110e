"""E-mail (.eml, RFC 5322) -> Reading: subject, sender and date, then the body. Attachments apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.mail_body import body_of
from assistant.reading.metadata import clean
from assistant.records import BlockKind, Reading

MAX_BYTES = 60 * 1024 * 1024  # the parser needs ten times the message; no mail server takes more
MAX_PARTS = 1_000
NAMED = 10  # attachments that a warning names
_DAMAGED = "The e-mail is damaged or put together in an unusual way. Save its text as PDF."
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_QUIET = ("image/", "audio/", "text/calendar", "text/vcard", "application/pkcs7-signature")


def read_mail(data: bytes, file: str) -> Reading:
    """Subject as heading, then the body: the sender's words, and those of others under their names."""
    message = parsed(data)
    subject = header(message, "subject")
    written = ", ".join(filter(None, (sender(message) or header(message, "from"), _sent(message))))
    body, struck = body_of(list(parts(message)), written)
    flow: list[Flow] = [(BlockKind.HEADING, 1, subject), *body]
    warnings = (*struck.warnings(), *_warnings(message))
    reading = flowing_reading(flow, Embedded(subject, sender(message)), file, warnings)
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


def _warnings(message: EmailMessage) -> Iterator[str]:
    """What is attached and cannot be read."""
    from assistant.reading.formats import CONTAINERS, SUFFIXES

    packed: list[str] = []
    others: list[str] = []
    for part in parts(message):
        kind, name = part.get_content_type(), clean(part.get_filename() or "")
        if kind in _TNEF or name.lower() == "winmail.dat":
            packed.append(name or "winmail.dat")
        elif (
            name
            and not kind.startswith((*_QUIET, "message/"))
            and PurePath(name).suffix.lower() not in {*SUFFIXES, *CONTAINERS}
        ):
            others.append(name)
    if packed:
        yield (
            f"The attachment {', '.join(packed[:NAMED])} is not read: only Outlook opens what it packed "
            "in it. Save the files from Outlook and add those."
        )
    if others:
        yield (
            f"Attachments of a kind that is not read: {', '.join(others[:NAMED])}. "
            "Save them as PDF and add those."
        )


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
