"""The lexical index (Tantivy, BM25): word stems and character 5-grams, analysed by ``analysis``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import tantivy

from assistant.language.terms import grams, stems
from assistant.library.indexes.stores import TextIndex, TextSearcher
from assistant.records import Passage

FIELDS = ("stems", "grams", "context")
_HEAP = 64_000_000  # bytes for the writer; Tantivy wants 15 MB a thread


def _schema() -> object:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("version", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    schema: object = builder.build()
    return schema


class WordIndex:
    """Terms of the current passages."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._folder = folder
        self._index: TextIndex = tantivy.Index(self._schema, path=str(folder))

    def apply(self, passages: Iterable[tuple[Passage, str]], remove: Sequence[str]) -> None:
        """Drop whole versions, then add passages with what names their document; in one commit."""
        self._drop_strays()
        writer = self._index.writer(_HEAP, num_threads=1)
        for version in remove:
            writer.delete_documents_by_term("version", version)
        for passage, names in passages:
            language = passage.language
            context = f"{names} {passage.section}"
            document = tantivy.Document()
            document.add_text("id", passage.id)
            document.add_text("version", passage.version)
            document.add_text("language", language)
            document.add_text("stems", " ".join(stems(passage.in_words, language)))
            document.add_text("grams", " ".join(grams(passage.in_words, language)))
            document.add_text("context", " ".join(stems(context, language)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def _drop_strays(self) -> None:
        """Delete lists of deletions that a killed writer left before its commit.

        They are named by segment and operation: the next commit would come to the same name, and
        Tantivy refuses to write a file that is there.
        """
        meta = json.loads((self._folder / "meta.json").read_text())
        used = {
            f"{segment['segment_id'].replace('-', '')}.{segment['deletes']['opstamp']}.del"
            for segment in meta["segments"]
            if segment.get("deletes")
        }
        for path in self._folder.glob("*.del"):
            if path.name not in used:
                path.unlink(missing_ok=True)

    def search(
        self,
        terms: dict[str, dict[str, float]],
        count: int,
        versions: Sequence[str] | None,
    ) -> list[tuple[str, float]]:
        """(passage id, BM25) for weighted terms by field, best first."""
        optional: list[tuple[object, object]] = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self._schema, field, term, "freq"), weight
                ),
            )
            for field, weighted in terms.items()
            for term, weight in weighted.items()
        ]
        if not optional or versions == []:
            return []
        query: object = tantivy.Query.boolean_query(optional)
        if versions is not None:
            allowed = tantivy.Query.term_set_query(self._schema, "version", list(versions))
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
                ]
            )
        searcher = self._index.searcher()
        hits = searcher.search(query, count).hits
        return [(_id(searcher, address), float(score)) for score, address in hits]

    def frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands."""
        return self._index.searcher().doc_freq(field, term)

    def frequency_without(self, field: str, term: str, versions: Collection[str]) -> int:
        """The same, of the passages that are not of some versions."""
        query: object = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, field, term, "freq")),
                (
                    tantivy.Occur.MustNot,
                    tantivy.Query.term_set_query(self._schema, "version", list(versions)),
                ),
            ]
        )
        return int(self._index.searcher().search(query, 1).count)

    def count(self) -> int:
        return self._index.searcher().num_docs

    def ids(self) -> set[str]:
        searcher = self._index.searcher()
        total = max(1, searcher.num_docs)
        hits = searcher.search(tantivy.Query.all_query(), total).hits
        return {_id(searcher, address) for _, address in hits}

    def refresh(self) -> None:
        """See what another process has committed."""
        self._index.reload()


def _id(searcher: TextSearcher, address: object) -> str:
    return str(searcher.doc(address)["id"][0])
