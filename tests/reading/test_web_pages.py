"""Tables and panels of web pages: what everybody sees of them."""

from __future__ import annotations

import re
from time import process_time

import pytest

from assistant.reading.web_page import read_html
from assistant.records import Page

SENTENCE = "Het programma heeft ruim 680 bedrijven bereikt."


def page(inside: str) -> Page:
    return read_html(f"<html><body>{inside}</body></html>".encode(), "a.html").pages[0]


def blocks(read: Page) -> list[tuple[str, str]]:
    return [(b.kind.value, read.text[b.start : b.end]) for b in read.blocks]


def test_spans_heads_and_caption_of_a_table_are_kept() -> None:
    read = page(
        "<table><caption>Rijksbijdrage (mln euro)</caption><thead>"
        "<tr><th rowspan=2>Provincie</th><th colspan=2 scope=colgroup>Begroting</th></tr>"
        "<tr><th>2018</th><th>2019</th></tr></thead>"
        "<tr><th scope=row>Limburg</th><td>7,5</td><td>9,1</td></tr>"
        "<tr><th scope=row>Zeeland</th><td>1,0</td><td>2,2</td></tr></table>"
    )
    (table,) = read.tables
    assert table.heads == ("Provincie", "Begroting 2018", "Begroting 2019")
    assert table.labels[2:] == ("Limburg", "Zeeland")
    assert table.caption == "Rijksbijdrage (mln euro)"
    assert table.unit == "mln euro"
    assert [read.text[c.start : c.end] for c in table.cells if c.row == 2] == [
        "Limburg",
        "7,5",
        "9,1",
    ]


def test_a_cell_over_several_rows_names_each_of_them() -> None:
    read = page(
        "<table><tr><th>Landsdeel</th><th>Hal</th><th>2018</th></tr>"
        "<tr><td rowspan=2>Zuid</td><td>Printlab</td><td>354</td></tr>"
        "<tr><td>Fotonlab</td><td>482</td></tr></table>"
    )
    assert read.tables[0].labels == ("", "Zuid › Printlab", "Zuid › Fotonlab")


@pytest.mark.parametrize(
    "layout",
    [
        f"<table><tr><td><h2>Nieuws</h2><p>{SENTENCE}</p></td><td><p>Meer.</p><p>Nog.</p></td></tr></table>",
        f"<table><tr><td><h2>Nieuws</h2></td></tr><tr><td>{SENTENCE}</td></tr></table>",
        f"<table><tr><td><img src=x></td><td><h2>Nieuws</h2>{SENTENCE}</td></tr></table>",
        f"<table role=presentation><tr><td><h2>Nieuws</h2></td><td>{SENTENCE}</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_read_as_blocks(layout: str) -> None:
    read = page(layout)
    assert read.tables == ()
    assert blocks(read)[:2] == [("heading", "Nieuws"), ("paragraph", SENTENCE)]


def test_a_table_within_a_layout_is_a_table() -> None:
    read = page(
        f"<table><tr><td><p>{SENTENCE}</p><table><tr><th>Jaar</th><th>Banen</th></tr>"
        "<tr><td>2019</td><td>430</td></tr></table></td></tr></table>"
    )
    assert blocks(read) == [
        ("paragraph", SENTENCE),
        ("table_row", "Jaar\tBanen"),
        ("table_row", "2019\t430"),
    ]
    assert len(read.tables) == 1


def test_spans_of_a_hostile_table_cost_nothing() -> None:
    read = page(
        "<table><tr><td rowspan=99999 colspan=99999>A</td><td>B</td></tr>"
        "<tr><td>C</td><td rowspan=0>D</td></tr></table>"
    )
    assert "A" in read.text


@pytest.mark.parametrize(
    "panel",
    [
        f"<details><summary>Wat kost het?</summary><p>{SENTENCE}</p></details>",
        f"<details><summary>Wat kost het?</summary>{SENTENCE}</details>",
        f"<h2><button aria-expanded=false aria-controls=p1>Wat kost het?</button></h2>"
        f"<div id=p1 hidden><p>{SENTENCE}</p></div>",
        f"<button data-bs-toggle=collapse data-bs-target='#p1'>Wat kost het?</button>"
        f"<div id=p1 aria-hidden=true>{SENTENCE}</div>",
        f"<a role=button aria-expanded=false href='#p1'>Wat kost het?</a>"
        f"<div id=p1 style='display: none'><p>{SENTENCE}</p></div>",
    ],
)
def test_a_closed_panel_that_everybody_can_open_is_read(panel: str) -> None:
    assert page(f"<main>{panel}</main>").text.split("\n") == ["Wat kost het?", SENTENCE]


def test_what_nobody_can_open_and_what_is_a_menu_stay_out() -> None:
    read = page(
        f"<main><p>{SENTENCE}</p><button aria-controls=menu>Menu</button>"
        "<div id=menu hidden><a href=/a>Onderwerpen</a> <a href=/b>Contact</a></div>"
        "<div id=x hidden>VERBORGEN</div><button>Deel</button></main>"
    )
    assert "VERBORGEN" not in read.text
    assert "Onderwerpen" not in read.text
    assert "Deel" not in read.text


def test_places_where_a_word_may_break_do_not_break_it() -> None:
    read = page("<p>De arbeids&shy;markt&#8203;regio en het wandel<wbr>pad&#65279;.</p>")
    assert read.text == "De arbeidsmarktregio en het wandelpad."


def test_words_in_bold_keep_their_spaces() -> None:
    assert page("<p>Meer <b>bedrijven </b>en<i> banen</i></p>").text == "Meer bedrijven en banen"


HIDES = {
    "class": ('<p class="x">{}</p>', ".x { display: none }"),
    "id": ('<p id="x">{}</p>', "#x{visibility:hidden}"),
    "no size": ('<p style="font-size:0">{}</p>', ""),
    "no ink": ('<p style="opacity: 0">{}</p>', ""),
    "off the page": ('<p style="position:absolute; left:-9999px">{}</p>', ""),
    "white on white": ('<p class="x">{}</p>', ".x{color:#FFF}"),
    "white by its tag": ('<p class="x">{}</p>', ".x{color:#333} p.x{color:#fff}"),
    "long indent": ('<p class="x">{}</p>', ".x{text-indent:-9999px}"),
    "cut away": ('<p style="position:absolute;clip:rect(0 0 0 0)">{}</p>', ""),
    "struck by id": ('<p id="x">{}</p>', "#x{text-decoration-line:line-through}"),
}
SHOWS = {
    "print alone": ('<p class="x">{}</p>', "@media print { .x { display: none } }"),
    "shown again": ('<p class="x">{}</p>', ".x{display:none} .open .x{display:block}"),
    "white on blue": (
        '<div class="b"><p class="x">{}</p></div>',
        ".x{color:#fff} .b{background:#036}",
    ),
    "named by its button": (
        '<div id="h" role="button">Meer</div><div aria-labelledby="h" style="display:none">{}</div>',
        "",
    ),
    "behind its button": (
        '<button aria-expanded="false">Meer</button><div style="display:none">{}</div>',
        "",
    ),
    "colour of what is around it": ('<p style="color:inherit">{}</p>', ""),
    "no ground of its own": (
        '<div style="background:#036"><p style="color:#fff;background-color:transparent">{}</p></div>',
        "",
    ),
    "no picture on its ground": (
        '<p class="b">{}</p>',
        ".b{background-color:#00529b;background-image:none;color:#fff}",
    ),
    "dark by a tag": ('<p style="color:#fff">{}</p>', "body{background:#003}"),
    "dark by place": ('<p style="color:#fff">{}</p>', "main > p{background:#003}"),
    "dark at times": (
        '<p style="color:#fff">{}</p>',
        "@media (min-width:1px){.p{background:#003}}",
    ),
    "over something else": ('<p style="color:#fff">{}</p>', ".hero{position:absolute;top:0}"),
    "shown on wide screens": (
        '<p class="d">{}</p>',
        ".d{display:none} @media (min-width:768px){.d{display:block}}",
    ),
    "shown by its tag": ('<p class="d">{}</p>', ".d{display:none} p.d{display:block}"),
    "hidden in print": (
        '<p class="d">{}</p>',
        "</style><style media=print>.d{display:none}",
    ),
    "without scripts": (
        '<noscript><style>.d{{display:none}}</style></noscript><p class="d">{}</p>',
        "",
    ),
    "comes up": ('<p class="r">{}</p>', ".r{opacity:0;animation:up 1s forwards}"),
    "goes over": ('<p class="r">{}</p>', ".r{opacity:0;-webkit-transition:opacity 1s}"),
    "another tag": ('<p class="note">{}</p>', "span.note{display:none}"),
    "a little higher": ('<p class="h">{}</p>', ".h{position:relative;top:-1200px}"),
    "a small indent": ('<p class="h">{}</p>', ".h{text-indent:-120px}"),
    "cut by a window": ('<p style="position:absolute;clip:rect(0,300px,99px,0)">{}</p>', ""),
    "small only around": (
        '<div style="font-size:0px"><div style="font-size:13px">{}</div></div>',
        "",
    ),
    "white only around": ('<div style="color:#fff"><p>{}</p></div>', "p{color:#333}"),
    "for one program": ('<p style="mso-hide:all">{}</p>', ""),
    "found by searching": ('<div hidden="until-found">{}</div>', ""),
}


@pytest.mark.parametrize("how", [*HIDES, *SHOWS])
def test_what_a_style_sheet_hides_is_left_out_unless_somebody_can_open_it(how: str) -> None:
    body, sheet = {**HIDES, **SHOWS}[how]
    html = f"<html><head><style>{sheet}</style></head><body><h1>Bericht</h1>{body.format(SENTENCE)}</body></html>"
    reading = read_html(html.encode(), "a.html")
    assert (SENTENCE in reading.pages[0].text) is (how in SHOWS)
    assert len(reading.warnings) == (how in HIDES)


def test_comments_that_never_end_cost_little() -> None:
    began = process_time()
    html = f"<html><head><style>{'/*a' * 60_000}</style></head><body><p>{SENTENCE}</p>"
    assert read_html(html.encode(), "a.html").pages[0].text == SENTENCE
    assert process_time() - began < 5


def test_publisher_and_date_are_taken_from_linked_data() -> None:
    said = '{"@type":"Article","datePublished":"2023-02-01","publisher":{"name":"Gemeente Assen"}}'
    for text, date in ((said, "2023-02-01"), ("{", "")):
        html = f'<html><head><script type="application/ld+json">{text}</script></head><body><p>{SENTENCE}'
        assert read_html(html.encode(), "a.html").metadata.published == date


FILLED = {
    "a text": '<form><label>Gevraagd bedrag <input type=text value="412.500 euro"></label></form>',
    "no type": '<form>Gevraagd bedrag <input value="412.500 euro"></form>',
    "a text area": "<form>Gevraagd bedrag <textarea>412.500 euro</textarea></form>",
    "a choice": "<form>Gevraagd bedrag <select><option>10 euro<option selected>412.500 euro</select></form>",
    "in a table": '<table><tr><td>Naam<td>Els<tr><td>Gevraagd bedrag<td><input value="412.500 euro"></table>',
    "a sum to tick": "<form>Gevraagd bedrag <label><input type=radio checked> 412.500 euro</label></form>",
    "no form": 'Gevraagd bedrag <input type=text value="412.500 euro" readonly>',
    "a request": '<form action="/verzoek">Gevraagd bedrag <input value="412.500 euro"></form>',
}
EMPTY = {
    "a list's filter": "<form method=get>Bedrag <select><option selected>412.500 euro</select></form>",
    "emptied": """<form>Bedrag <input value="412.500 euro" onfocus="this.value=''"></form>""",
    "a password": '<form>Wachtwoord <input type=password value="412.500 euro"></form>',
    "not shown": '<form>Naam <input value=Els><input type=hidden value="412.500 euro"></form>',
    "switched off": '<form>Naam <input value=Els><input style="display:none" value="412.500 euro"></form>',
    "not filled in": '<form>Bedrag <input placeholder="412.500 euro"> <input value=Els></form>',
    "an invitation": '<form><input value=Els><select><option value="" selected>412.500 euro</select></form>',
    "another choice": "<form>Bedrag <select><option>412.500 euro<option selected>10 euro</select></form>",
    "a button": '<form>Bedrag <input value=Els><input type=submit value="412.500 euro"></form>',
    "a search": '<form action="/zoeken"><input type=text name=q value="412.500 euro"></form>',
    "a hint": "<input list=l><datalist id=l><option>412.500 euro</datalist>",
}


@pytest.mark.parametrize("how", [*FILLED, *EMPTY])
def test_what_was_filled_in_on_a_form_is_read_and_nothing_else(how: str) -> None:
    body = {**FILLED, **EMPTY}[how]
    text = page(f"<h1>Aanvraag</h1><p>{SENTENCE}</p>{body}").text
    assert ("412.500 euro" in text) is (how in FILLED)
    if how in FILLED:
        between = "\t" if "table" in how else " ☒ " if "tick" in how else " "
        assert f"Gevraagd bedrag{between}412.500 euro" in text


def test_a_page_within_a_form_is_read_and_a_box_to_sign_up_is_not() -> None:
    box = "<form>Blijf op de hoogte <input type=email> <button>Schrijf in</button></form>"
    assert page(f"<p>{SENTENCE}</p>{box}").text == SENTENCE
    around = "<form><input type=search><input type=hidden value=x><main><h1>Bericht</h1><p>{}</p></main></form>"
    assert SENTENCE in page(around.format(SENTENCE)).text
    long = " ".join([SENTENCE] * 12)
    assert SENTENCE in page(f"<form><div><h2>Bericht</h2><p>{long}</p></div></form>").text
    searched = f"<form><input type=search><div><h2>Bericht</h2><p>{long} {long}</p></div></form>"
    assert SENTENCE in page(searched).text


@pytest.mark.parametrize(
    ("hidden", "is_read"),
    [
        ("<p aria-hidden=true>In Assen zijn 12 scholen gesloten.</p>", True),
        ("<p>Er zijn <span aria-hidden=true>12</span> scholen.</p>", True),
        ("<p>Er zijn <span aria-hidden=true>geen</span> scholen.</p>", True),
        (
            "<script>In Assen zijn 12 scholen gesloten.</script>"
            "<p aria-hidden=true>In Assen zijn 12 scholen gesloten.</p>",
            True,
        ),
        (
            "<p><span class='sr-only'>12 scholen</span><span aria-hidden=true>12</span> scholen</p>",
            False,
        ),
        ("<p aria-label='12 scholen'><span aria-hidden=true>12 scholen</span></p>", False),
        ("<p>Meer <i class=material-icons aria-hidden=true>format_12</i></p>", False),
        (
            "<div class='modal fade' aria-hidden=true><p>Wilt u 12 berichten ontvangen?</p></div>",
            False,
        ),
        (
            "<p>Dia 1: de 12 scholen.</p><p class=slick-cloned aria-hidden=true>Dia 3: 12 jaren.</p>",
            False,
        ),
    ],
)
def test_what_is_not_read_aloud_is_read_where_it_says_something_of_its_own(
    hidden: str, is_read: bool
) -> None:
    told = page(f"<h1>Bericht</h1><p>{SENTENCE}</p>{hidden}").text
    bare = re.sub(r"<(\w+)[^>]* aria-hidden=true>.*?</\1>", "", hidden)
    without = page(f"<h1>Bericht</h1><p>{SENTENCE}</p>{bare}").text
    assert (told != without) is is_read


def test_what_is_twice_kept_silent_is_read_once() -> None:
    silent = "<p aria-hidden=true>In Assen zijn 12 scholen gesloten.</p>"
    text = page(f"<h1>Bericht</h1><p>{SENTENCE}</p>{silent}{silent}").text
    assert text.count("In Assen zijn 12 scholen gesloten.") == 1
