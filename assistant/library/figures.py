"""Figures of a library, looked up by what they count."""

from __future__ import annotations

from assistant.figures import names_asked
from assistant.library.citations import cite
from assistant.library.ledger.ledger import Ledger
from assistant.library.search import IndexSearch
from assistant.library.versions import Versions
from assistant.records import Citation, FigureMention, Filters, SourcedMention


class FigureMentions:
    """The figures that the documents give, each with the words that give it."""

    def __init__(self, ledger: Ledger, search: IndexSearch, versions: Versions) -> None:
        self._ledger = ledger
        self._search = search
        self._versions = versions

    def named(self, term: str, filters: Filters | None = None) -> list[SourcedMention]:
        """Figures of what a term of either language names, newest publication first."""
        filters = filters or Filters()
        found = self._ledger.figures.named(names_asked(term), self._search.allowed(filters))
        versions = {version.id: version for version in self._versions.as_of(filters.as_of)}
        order = {name: n for n, name in enumerate(versions)}
        mentions = [SourcedMention(f, versions[f.version]) for f in found if f.version in versions]
        return sorted(mentions, key=lambda m: order[m.version.id])

    def citation(self, mention: SourcedMention) -> Citation:
        """The citation of a figure's own words."""
        figure = mention.figure
        page = self._ledger.pages.get(figure.version, figure.page)
        return cite(mention.version, page, figure.start, figure.end, "")

    def of(self, version: str) -> list[FigureMention]:
        """All figures of one version, in reading order."""
        return self._ledger.figures.of(version)

    def derive(self) -> None:
        """Make the figures of every version again from its stored passages."""
        self._ledger.figures.derive()

    def stale(self) -> list[str]:
        """Versions whose figures are not those of their passages."""
        return self._ledger.figures.stale()
