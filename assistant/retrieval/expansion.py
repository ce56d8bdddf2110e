"""Other names for what a question names, as the documents themselves give them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.language.terms import content_words, stem, words
from assistant.library import Library
from assistant.records import Passage
from assistant.retrieval.acronyms import SHORT_FORM, definitions
from assistant.retrieval.parts import parts_counted
from assistant.retrieval.understanding import Alias, Understood

LOOKED_AT = 60  # passages in which a definition is looked for


def expand_names(library: Library, understood: Understood) -> Understood:
    """The question with other names for what it names: the long form of an acronym, or the acronym;
    and what parts go by where it counts them. Searches the library for the definitions."""
    if not understood.terms:
        return understood
    short = {w for w in SHORT_FORM.findall(understood.text) if len(w) > 1}
    searches = [dict.fromkeys(understood.terms, 1.0)]
    searches += [{stem(w, understood.language): 1.0 for w in words(acronym)} for acronym in short]
    names = {
        name
        for terms in searches
        for name in library.search.matching({"stems": terms}, LOOKED_AT, None)
    }
    found = set(parts_counted(understood))
    found |= {
        alias
        for passage in library.passages.read(sorted(names)).values()
        for alias in _aliases(passage, short, understood)
    }
    return replace(understood, aliases=tuple(sorted(found, key=str)))


def _aliases(passage: Passage, short: set[str], understood: Understood) -> Iterator[Alias]:
    own = frozenset(understood.terms)
    for acronym, long in definitions(passage.text):
        key = stem(words(acronym)[0], understood.language)
        stems = frozenset(stem(w, passage.language) for w in content_words(long, passage.language))
        if acronym in short:
            yield key, stems
        elif len(stems) > 1 and stems <= own:
            for term in stems:
                yield term, frozenset({key})
