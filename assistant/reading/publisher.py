"""Who published a document: what its own face says, and never a person whom its file names as author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.face import Face
from assistant.reading.organisations import (
    body_at,
    company_in,
    is_organisation,
    ministry_called,
    ministry_in,
    named_in,
)

LONGEST = 120
_SITES = 5  # a document that gives more is about them
_ALONE = 45  # characters that a line may have beside the name that stands in it
_JUNK_AUTHOR = re.compile(
    r"^(?:user|admin\w*|owner|gebruiker|eigenaar|author|auteur|unknown|onbekend|windows.*|microsoft.*|"
    r"preferred customer|valued .*|office|beheerder|test|pc|scanner|.{0,2})$|"
    r"[@\\\ufffd]|\.(?:docx?|pdf|indd)$",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[a-z0-9._]+|[A-Z0-9._]{7,}|\w*\d\w*")
_LABELLED = re.compile(
    r"\b(?:(?:dit is )?een (?:uitgave|publicatie) van|(?<=colofon: )uitgave|uitgave van|uitgegeven door|"
    r"gepubliceerd door|uitgever|published by|publisher|issued by|a publication of)\b[: ]*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|copyright|\(c\) ?(?=(?:19|20)\d\d))[\s©,]*(?:(?:19|20)\d\d[\s,–-]*)*"
    r"([A-Z][\w&'’.-]*(?: (?:[A-Z&][\w&'’.-]*|van|of|en|and|de|der|for|the))*)",
)
# The organisation behind these is spoken to or of: a client, an addressee, who is responsible.
_OTHERS = re.compile(
    r"\b(?:opdrachtgever|in opdracht van|organisatie|klant(?:naam)?|client|customer|commissioned by|"
    r"prepared for|aan|to|for|t\.a\.v\.|ter attentie van|voor|\w*verantwoordelijk\w*(?: \w+)?|"
    r"toestemming van|permission of|trademarks? of|website van|de (?:minister|voorzitter)|"
    r"valt onder|on behalf of|namens)(?:\W+(?:de|het|the))?\W*$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:postbus|voorzitter|minister|staatssecretaris|heer|mevrouw)\b", re.IGNORECASE
)
_SIGNED = re.compile(
    r"^(?:de |het )?(?:minister|staatssecretaris)(?: van|,)? (?!voor\b)(.+?)[,.]?$", re.IGNORECASE
)
_LETTER = re.compile(r"^(?:geachte|dear|betreft|> ?retouradres)\b", re.IGNORECASE | re.MULTILINE)
_SITE = re.compile(
    r"(?:https?://)?(?:www\.|@)?((?:[\w-]+\.)+(?:nl|eu|com|org|gov|uk|net)(?:/\w+)?)"
)


def publisher_of(author: str, face: Face) -> str:
    """The organisation that a document says it is of, "" where it says none."""
    author = "" if _is_junk(author) else author
    found = (
        _labelled(face)
        or _letterhead(face)
        or _organisation_among(author, face)
        or _copyright(face)
        or _company(face)
        or _alone(face)
        or _at_site(face)
    )
    return re.sub(r"\s+", " ", found).strip(" ,;:")[:LONGEST]


def author_of(author: str, publisher: str) -> str:
    """The people whom a file names as its author, "" where that is an organisation, a login or junk."""
    people = [
        name
        for name in re.split(r"\s*;\s*", author)
        if " " in name
        and not _is_junk(name)
        and not is_organisation(name)
        and not (publisher and name.startswith(publisher))
    ]
    return "; ".join(people)[:LONGEST]


def _is_junk(author: str) -> bool:
    return len(author) < 3 or bool(_JUNK_AUTHOR.search(author) or _LOGIN.fullmatch(author))


def _lines(*texts: str) -> Iterator[tuple[str, str]]:
    """(line, the one before it)."""
    before = ""
    for text in texts:
        for line in text.split("\n"):
            if line.strip():
                yield line.strip(), before
                before = line.strip()


def _labelled(face: Face) -> str:
    """A colophon's own word: "Dit is een uitgave van …"."""
    lines = list(_lines(face.text[:6000], face.imprint, face.running))
    for (line, _), (following, _) in zip(lines, [*lines[1:], ("", "")], strict=False):
        label = _LABELLED.search(line)
        if not label or len(line) > 160:
            continue
        name = re.sub(r"^(?:de|het|the) ", "", line[label.end() :].strip() or following)
        found = named_in(name)
        if found and name.startswith(found[:4]):
            return found
        short = re.match(
            r"[A-Z][\w&'’-]+(?: [A-Z&][\w&'’-]+){0,4}(?=$|[,.]|\s+[a-z/|]|\s+\d)", name
        )
        if short:
            return short[0]
    return ""


def _letterhead(face: Face) -> str:
    """A ministry on the letterhead, by its name, its abbreviation, its site, or the minister who signs."""
    letter = bool(_LETTER.search(face.text[:4000]))
    head = [line for line, _ in _lines(face.running, face.text[: 1500 * letter])][:40]
    for position, line in enumerate(head):
        letters = "".join(c for c in " ".join(head[position : position + 3]).lower() if c.isalpha())
        before = head[position - 1] if position else ""
        if (found := ministry_in(letters)) and not _OTHERS.search(before):
            return found
        called = re.match(r"(?:Min)?([A-Z][A-Za-z&]{1,4}) \|", line)
        if called and (found := ministry_called(called[1])):
            return found
        site = _SITE.search(line)
        if site and len(line) < _ALONE and (found := body_at(site[1])):
            return found
    if letter:
        for line, _ in _lines(face.imprint, face.text):
            signed = _SIGNED.match(line)
            if signed and len(line) < 90:
                letters = "ministerievan" + "".join(c for c in signed[1].lower() if c.isalpha())
                if found := ministry_in(letters):
                    return found
    return ""


def _organisation_among(author: str, face: Face) -> str:
    """The organisation in a PDF's author, which may name people, too."""
    everything = f"{face.running}\n{face.text}\n{face.imprint}"
    for part in re.split(r"\s*;\s*", author):
        part = re.sub(r",?\s*(?:https?://|www\.)\S+", "", part).strip()
        if is_organisation(part):
            return part
        # A name without a form ("Berenschot"): the document must speak of it as of a firm.
        name = re.escape(part)
        if part and re.search(
            rf"(?:©|copyright|\bover|\babout|uitgevoerd door|door bureau)[^\n]{{0,12}} {name}\b|"
            rf"^{name}$|^{name}, \d|\b{name} (?:B\.?V|N\.?V|helpt|biedt)|[@.]{name.replace(chr(92) + ' ', '')}\.",
            everything,
            re.IGNORECASE | re.MULTILINE,
        ):
            return part
    single = re.fullmatch(r"[A-Z][\w&-]*[a-z][\w&-]*", author)
    return author if single else ""


def _copyright(face: Face) -> str:
    for line, _ in _lines(face.text, face.imprint, face.running):
        found = _COPYRIGHT.search(line)
        if found:
            name = re.sub(r",? (?:All|Alle)\b.*", "", found[1]).strip(" .,")
            known = name in face.text.replace(found[0], "") or name in face.imprint
            if is_organisation(name) or (known and name.count(" ") > 1):
                return name
    return ""


def _company(face: Face) -> str:
    """A name with a legal form that the document does not name as another's."""
    everything = f"{face.running}\n{face.text}\n{face.imprint}"
    for line, before in _lines(face.running, face.text, face.imprint):
        found = company_in(line)
        bare = re.sub(r",? \S+$", "", found)
        if found and everything.count(bare) > 1 and not _is_of_others(line, before, found):
            return found
    return ""


def _alone(face: Face) -> str:
    """An organisation (nearly) alone on a line signs; in running text it is spoken of."""
    for line, before in _lines(face.running, face.text[:4000]):
        if _ADDRESSED.search(line):
            continue
        found = named_in(line)
        if found and len(line) < len(found) + _ALONE and not _is_of_others(line, before, found):
            return found
    return ""


def _is_of_others(line: str, before: str, name: str) -> bool:
    lead = line[: max(0, line.lower().find(name.lower()[:12]))].strip()
    alone = lead.lower() in ("", "de", "het", "the")
    return bool(_OTHERS.search(before if alone else lead))


def _at_site(face: Face) -> str:
    """The organisation whose site or mail address the document gives, by the name that it has there."""
    everything = f"{face.text}\n{face.imprint}"
    many = len({site[1].split("/")[0] for site in _SITE.finditer(everything)}) > _SITES
    for site in _SITE.finditer(everything):
        line_start = everything.rfind("\n", 0, site.start()) + 1
        alone = everything.find("\n", site.end()) - line_start < 2 * _ALONE
        if alone and (body := body_at(site[1])):
            return body
        label = site[1].split("/")[0].split(".")[-2].replace("-", "")
        if not many and len(label) > 3 and everything.lower().count(f"{label}.") > 1:
            spelled = r"[ -]?".join(map(re.escape, label))
            name = re.search(rf"\b(?:Stichting )?{spelled}\b(?!\.)", everything, re.IGNORECASE)
            if name and name[0][:1].isupper():
                return name[0]
    return ""
