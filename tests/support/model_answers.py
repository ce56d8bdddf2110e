"""What a scripted model says of the water library, and how a writer is asked and its answer looked at."""

from __future__ import annotations

from scripted_model import says

from assistant.answering import Quoting
from assistant.answering.statements import as_one
from assistant.library import Library
from assistant.records import Answer, Question, Statement
from assistant.settings import Settings
from assistant.writing import Writer

HOW_MANY = "Hoeveel proeftuinen telde Waterkracht?"
TRUE = "Het programma Waterkracht telde eind 2019 in totaal 32 proeftuinen. [1]\n"
ALSO_TRUE = "In die proeftuinen werkten 410 bedrijven samen met 12 kennisinstellingen. [1]\n"
FALSE = "Het programma Waterkracht telde eind 2019 in totaal 57 proeftuinen. [1]\n"
GOOD = says(TRUE + ALSO_TRUE)


def settings_for(url: str, **options: object) -> Settings:
    return Settings(model="openai:scripted", model_url=url, **options)  # type: ignore[arg-type]


def asked_of(
    library: Library, writer: Writer, text: str = HOW_MANY
) -> tuple[list[Statement], Answer]:
    """What was shown on the way, and the answer."""
    library.refresh()
    *shown, answer = writer.answer(library, Question(text))
    assert isinstance(answer, Answer)
    assert tuple(shown) == answer.statements, "what was shown on the way is not what stays"
    return [s for s in shown if isinstance(s, Statement)], answer


def quoted(library: Library, text: str = HOW_MANY) -> tuple[Statement, ...]:
    return tuple(Quoting().answer(library, Question(text)))[:-1]  # type: ignore[return-value]


def assert_cited(library: Library, statement: Statement) -> None:
    """The statement cites words that stand on the page that it names."""
    assert statement.citations
    for citation in statement.citations:
        page = library.pages.get(citation.version, citation.page)
        assert citation.quote == page.text[citation.start : citation.end]
    if statement.kind == "quote":
        assert statement.text == as_one(statement.citations)
