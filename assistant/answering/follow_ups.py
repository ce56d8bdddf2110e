"""Questions to go on with that the library surely answers: parts of documents near an answer, to be summed up.

Each is understood, as it would be if somebody asked it, before it is offered: what is not understood as the
part that it was made from is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.asked_part import is_under, section_asked
from assistant.library import Library
from assistant.records import Answer, Language, Outcome, Question, Version
from assistant.retrieval import understand
from assistant.retrieval.named_document import named_document
from assistant.texts import Texts

MOST = 3
NEAR = 12  # passages that search finds for the question, whose parts may be offered
ENOUGH = 3  # sentences of a part that is worth summing up
LONGEST = 160  # characters of a question that is offered


def follow_ups(library: Library, answer: Answer) -> tuple[str, ...]:
    """At most ``MOST`` questions, in the answer's language; none where the documents say nothing."""
    shown = [each for each in answer.every_statement if each.confirmed]
    if not shown or answer.outcome is Outcome.NOT_IN_DOCUMENTS:
        return ()
    texts, current = Texts(answer.language), library.versions.as_of(answer.filters.as_of)
    versions = {version.id: version for version in current}
    cited = [(c.version, c.section) for statement in shown for c in statement.citations]
    near = _sections_near(library, answer)
    made: list[str] = []
    for version, section in _parts([*cited[:1], *near, *cited]):
        if version in versions:
            asked = _questions(library, current, versions[version], section, texts)
            made += [q for q in asked if q != answer.question and q not in made]
        if len(made) >= MOST:  # each costs the reading of a document's passages
            break
    return tuple(made[:MOST])


def _sections_near(library: Library, answer: Answer) -> list[tuple[str, str]]:
    """(version, section) of the passages nearest to the question; nothing has to be compared closely for that."""
    vector = library.embedder.query(answer.understood)
    found = library.search.nearest(vector, NEAR, library.search.allowed(answer.filters))
    nearest = sorted(found, key=lambda name: (-found[name], name))[:NEAR]
    sections = library.passages.sections_of(nearest)
    return [sections[name] for name in nearest if name in sections]


def starting_questions(library: Library, language: Language) -> tuple[str, ...]:
    """What an empty page offers: the summaries of the newest documents."""
    current = library.versions.current()
    texts = Texts(language)
    newest = sorted(current, key=lambda v: (v.document.published, v.id), reverse=True)
    made = (texts("ask_summary", title=version.document.title) for version in newest)
    offered = (
        text
        for text, version in zip(made, newest, strict=True)
        if len(text) <= LONGEST and _names(current, text, version)
    )
    return tuple(question for question, _ in zip(dict.fromkeys(offered), range(MOST), strict=False))


# What a document says of itself sums nothing up.
_APPARATUS = re.compile(
    r"[\d.]{0,8}\s*(?:colofon|inhoud(?:sopgave)?|bronnen|literatuur(?:lijst)?|(?:eind)?noten|verantwoording|"
    r"colophon|contents|table of contents|references|sources|bibliography|notes|imprint)\s*$",
    re.IGNORECASE,
)


def _parts(places: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(version, section), each once, and no two of one main section."""
    seen: set[tuple[str, str]] = set()
    for version, section in places:
        above, _, _ = section.rpartition(" › ")
        if _APPARATUS.match(section.rpartition(" › ")[2]):
            continue
        if section and (version, above or section) not in seen:
            seen |= {(version, above or section), (version, section)}
            yield version, section


def _questions(
    library: Library, current: Sequence[Version], version: Version, section: str, texts: Texts
) -> Iterator[str]:
    """The question after the summary of a part, where it is understood as that."""
    asked = texts("ask_part", part=section.split(" › ")[-1], title=version.document.title)
    if len(asked) > LONGEST or not _names(current, asked, version):
        return
    passages = library.passages.of(version.id)
    sections = [passage.section for passage in passages]
    understood = understand(Question(asked))
    path = section_asked(sections, version, understood)
    held = [p for p in passages if is_under(p.section, path)]
    if path == section and sum(len(p.sentences) for p in held) >= ENOUGH:
        yield asked


def _names(current: Sequence[Version], asked: str, version: Version) -> bool:
    found = named_document(current, understand(Question(asked)))
    return found is not None and found.id == version.id
