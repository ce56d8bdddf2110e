"""Ledgers as the programs of earlier schemas made them, with a row in each table.

``tests/data/ledger_schemas/`` has the tables of each schema, taken from the program of its time, never from this
one's revisions, in the words of SQLite. Once ``SCHEMA`` is raised, ``python tests/support/earlier_ledgers.py``
adds those of the new one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Column, Connection, MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from assistant.library.ledger import tables as t
from assistant.library.ledger.rows import pack

SCHEMAS = Path(__file__).parents[1] / "data" / "ledger_schemas"

VECTOR = np.array([1, 2, 3, 4], dtype=np.float32)
_ROWS: dict[str, dict[str, Any]] = {
    "facts": {"name": "revision", "value": "1"},
    "documents": {"id": "d1", "title": "Nota Bruggen 2020", "language": "nl", "head": "v1"},
    "versions": {
        "id": "v1",
        "document": "d1",
        "current_until": None,
        "warnings": [
            "2 of 3 pages are not read, because they have no usable text and OCR is not installed: page 1, 2"
        ],
    },
    "passages": {
        "id": "p1",
        "language": "nl",
        "sentences": pack([["Er zijn 32 bruggen.", "paragraph", [[1, 0, 19]]]]),
        "vector": VECTOR.tobytes(),
    },
    "history": {"record": "a1", "by": "anna"},
}
_BY_KIND: dict[type, Any] = {
    str: "x",
    int: 1,
    float: 1.5,
    bool: True,
    bytes: b"\0x",
    object: {},  # JSON
}


def make_earlier(connection: Connection, schema: int) -> dict[str, list[dict[str, Any]]]:
    """Make the tables of a schema in an empty database, and rows in them: table -> its rows."""
    for statement in (SCHEMAS / f"{schema}.sql").read_text("utf-8").split(";\n")[:-1]:
        if connection.dialect.name == "postgresql":
            statement = _for_postgresql(statement)
        connection.exec_driver_sql(statement)
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        connection.execute(table.insert().values(_row(table)))
    facts = found.tables["facts"]
    connection.execute(facts.insert().values(name="schema", value=str(schema)))
    return rows_of(connection, found)


def rows_of(connection: Connection, tables: MetaData) -> dict[str, list[dict[str, Any]]]:
    """Table -> its rows, but for the number of the schema."""
    return {
        name: [
            dict(row)
            for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()
            if row.get("name") != "schema"
        ]
        for name, table in tables.tables.items()
    }


def _row(table: Table) -> dict[str, Any]:
    made = _ROWS.get(table.name, {})
    return {column.name: made.get(column.name, _value(column)) for column in table.columns}


def _value(column: Column[Any]) -> Any:
    return {"version": "v1", "run": 1}.get(column.name, _BY_KIND[column.type.python_type])


def _for_postgresql(statement: str) -> str:
    """As SQLAlchemy would have made the same table there."""
    statement = statement.replace(") WITHOUT ROWID", ")").replace(" BLOB", " BYTEA")
    statement = re.sub(r"^    id INTEGER", "    id SERIAL", statement, flags=re.MULTILINE)
    return re.sub(r"(?<= )(VARCHAR\(\d+\)|TEXT)(?=[ ,])", r'\1 COLLATE "C"', statement)


def _tables_of_today() -> str:
    made = []
    for table in t.metadata.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        for element in (CreateTable(table), *map(CreateIndex, indexes)):
            words = str(element.compile(dialect=sqlite.dialect())).strip()
            words = (
                words.replace("\t", "    ").replace(", \n", ",\n").replace("\n WITHOUT", " WITHOUT")
            )
            made.append(f"{words};\n")
    return "".join(made)


if __name__ == "__main__":
    (SCHEMAS / f"{t.SCHEMA}.sql").write_text(_tables_of_today(), "utf-8")
