"""Figures of a library, looked up by what they count."""

from __future__ import annotations

from assistant.figures import names_asked
from assistant.library.citations import cite
from assistant.library.ledger.ledger import Ledger
from assistant.records import Citation, Filters, Mention, Version


class LookingUp:
    """The part of a library that looks figures up."""

    ledger: Ledger

    def allowed(self, filters: Filters) -> list[str] | None:
        raise NotImplementedError

    def versions(self, as_of: str = "") -> tuple[Version, ...]:
        raise NotImplementedError

    def figures(self, term: str, filters: Filters | None = None) -> list[Mention]:
        """Figures of what a term of either language names, newest publication first."""
        filters = filters or Filters()
        found = self.ledger.figures_named(names_asked(term), self.allowed(filters))
        order = {version.id: n for n, version in enumerate(self.versions(filters.as_of))}
        versions = {version.id: version for version in self.versions(filters.as_of)}
        mentions = [Mention(q, versions[q.version]) for q in found if q.version in versions]
        return sorted(mentions, key=lambda m: order[m.version.id])

    def citation_of(self, mention: Mention) -> Citation:
        """The citation of a figure's own words."""
        quantity = mention.quantity
        page = self.ledger.page(quantity.version, quantity.page)
        return cite(mention.version, page, quantity.start, quantity.end, "")
