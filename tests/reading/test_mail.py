"""E-mails: the fuller part is read, and nobody's words are taken for another's."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chunking import passages
from assistant.reading.containers import members
from assistant.reading.mail import read_mail
from assistant.records import Reading

LONG = "Het programma brengt bedrijven, kennisinstellingen en overheden bij elkaar in het land."


def message(plain: str = "", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"] = "Cijfers", "Petra Voorbeeld <petra@example.org>"
    made["Date"] = "Mon, 14 Oct 2019 09:00:00 +0200"
    made.set_content(plain)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def read(plain: str = "", html: str = "") -> Reading:
    return read_mail(message(plain, html).as_bytes(), "a.eml")


def section_of(reading: Reading, words: str) -> str:
    found = [
        passage.section
        for passage in passages("ab" * 32, reading.pages)
        for sentence in passage.sentences
        if words in sentence.text
    ]
    assert len(found) == 1, reading.pages[0].text
    return found[0]


QUOTED = {
    "marks": "Op do 3 okt. 2019 om 16:12 schreef Kees Fictief <kees@example.nl>:\n"
    "> Beste Petra,\n>\n> Het zijn er 57.\n>\n> Groet, Kees\n",
    "marks on two lines": "On Thu, Oct 3, 2019 at 4:12 PM Kees Fictief\n<kees@example.nl> wrote:\n\n"
    "> Het zijn er 57.\n",
    "name first": "Kees Fictief schreef op 3 oktober 2019 om 16:12:\n\n> Het zijn er 57.\n",
    "outlook": "-----Oorspronkelijk bericht-----\nVan: Kees Fictief <kees@example.nl>\n"
    "Verzonden: donderdag 3 oktober 2019 16:12\nAan: Petra\nOnderwerp: zwembaden\n\nHet zijn er 57.\n",
    "outlook in english": "-----Original Message-----\nFrom: Kees Fictief\nSent: 3 October 2019\n"
    "To: Petra\nSubject: pools\n\nHet zijn er 57.\n",
    "a block of headers": "________________________________\nVan: Kees Fictief\nDatum: 3 oktober 2019\n"
    "Aan: Petra\nOnderwerp: zwembaden\n\nHet zijn er 57.\n",
    "forwarded": "---------- Forwarded message ---------\nVan: Kees Fictief <kees@example.nl>\n"
    "Date: do 3 okt. 2019 om 16:12\nSubject: zwembaden\nTo: Petra\n\nHet zijn er 57.\n",
}
QUOTED_HTML = {
    "gmail": '<div class="gmail_quote"><div>Op do 3 okt. 2019 om 16:12 schreef Kees Fictief '
    "&lt;<a>kees@example.nl</a>&gt;:<br></div><blockquote class='gmail_quote'><div>Het zijn er 57."
    "</div></blockquote></div>",
    "outlook": "<div style='border-top:solid'><p><b>Van:</b> Kees Fictief<br><b>Verzonden:</b> 3 oktober "
    "2019<br><b>Aan:</b> Petra<br><b>Onderwerp:</b> zwembaden</p></div><p>Het zijn er 57.</p>",
    "apple": "<div>Op 3 okt. 2019, om 16:12 heeft Kees Fictief het volgende geschreven:</div>"
    "<blockquote type='cite'><p>Het zijn er 57.</p></blockquote>",
}


@pytest.mark.parametrize("how", QUOTED)
def test_words_that_are_quoted_stand_under_who_wrote_them_and_when(how: str) -> None:
    reading = read(f"Dag allemaal,\n\nNa controle zijn het er 42. {LONG}\n\n{QUOTED[how]}")
    section = section_of(reading, "Het zijn er 57.")
    assert "Kees Fictief" in section
    assert "3 okt" in section or "Oct" in section
    assert "Kees" not in section_of(reading, "Na controle zijn het er 42.")
    assert ">" not in reading.pages[0].text


@pytest.mark.parametrize("how", QUOTED_HTML)
def test_the_same_holds_for_html(how: str) -> None:
    reading = read("", f"<p>Na controle zijn het er 42. {LONG}</p>{QUOTED_HTML[how]}")
    section = section_of(reading, "Het zijn er 57.")
    assert "Kees Fictief" in section
    assert "3 okt" in section
    assert section_of(reading, "42") == "Cijfers"


def test_what_the_sender_writes_under_quoted_words_is_the_senders() -> None:
    reading = read(
        "Op do 3 okt. 2019 om 16:12 schreef Kees <k@example.nl>:\n> Het zijn er 57.\n\n"
        "Dat klopt niet: het zijn er 42.\n"
    )
    assert "Kees" in section_of(reading, "57")
    assert section_of(reading, "42") == "Cijfers › Petra Voorbeeld, 2019-10-14"


def test_quoted_words_without_a_name_are_of_an_earlier_message() -> None:
    reading = read(f"{LONG}\n\n> Het zijn er 57.\n")
    assert section_of(reading, "57") == "Cijfers › Uit een eerder bericht"


def test_a_minister_who_wrote_something_is_no_writer_of_the_mail() -> None:
    reading = read(f"Op 3 mei schreef de minister het volgende:\n\nHet zijn er 57. {LONG}\n")
    assert section_of(reading, "57") == "Cijfers"


def test_the_html_is_read_where_the_plain_text_says_less() -> None:
    html = f"<p>Zie onder. {LONG}</p><p>De sporthal kost 5,8 miljoen euro.</p>"
    assert "5,8 miljoen" in read("Zie onder.", html).pages[0].text
    assert read(f"{LONG} Het zijn er 42.", "<p>Het zijn er.</p>").pages[0].text.endswith("42.")


def test_a_table_is_read_from_the_html() -> None:
    html = (
        f"<p>{LONG}</p><table><tr><th>Post</th><th>Euro</th></tr><tr><td>Vloer</td><td>5</td></tr>"
        "<tr><td>Dak</td><td>7</td></tr></table>"
    )
    (table,) = read(f"{LONG}\n\nPost Euro\nVloer 5\nDak 7\n", html).pages[0].tables
    assert table.labels == ("", "Vloer", "Dak")


def test_a_forwarded_message_is_a_document_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    outer = message(f"{LONG}\n")
    inner = message("De ijsbaan krijgt 640.000 euro.")
    inner.replace_header("Subject", "Besluit ijsbaan")
    outer.add_attachment(inner)
    for name in ("winmail.dat", "tekening.dwg", "nota.pdf"):
        subtype = "ms-tnef" if name == "winmail.dat" else "octet-stream"
        outer.add_attachment(b"x", maintype="application", subtype=subtype, filename=name)
    (tmp_path / "a.eml").write_bytes(outer.as_bytes())
    names = [held["name"] for held in members(tmp_path / "a.eml", 10**6)]
    assert names == ["Besluit ijsbaan.eml", "nota.pdf"]
    reading = read_mail(outer.as_bytes(), "a.eml")
    assert "640.000" not in reading.pages[0].text
    packed, others = reading.warnings
    assert "winmail.dat" in packed
    assert "tekening.dwg" in others
    assert "nota.pdf" not in others


_LINES = st.sampled_from(
    (
        "> Het zijn er 57.",
        ">> dieper",
        "Van: Kees",
        "Verzonden: 3 oktober 2019",
        "-----Original Message-----",
        "Op 3 okt. 2019 om 16:12 schreef Kees <k@x.nl>:",
        "woorden van Petra",
        "",
        "Onderwerp: x",
    )
)


@given(st.lists(_LINES, max_size=14))
def test_no_words_are_lost_however_messages_are_put_together(lines: list[str]) -> None:
    text = read(LONG + "\n\n" + "\n".join(lines)).pages[0].text
    assert text.count("woorden van Petra") == lines.count("woorden van Petra")
    assert text.count("Het zijn er 57.") == lines.count("> Het zijn er 57.")
    assert text.count("dieper") == lines.count(">> dieper")
