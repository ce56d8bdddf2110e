"""A ledger of whatever earlier schema becomes one of this program's, in SQLite and in PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import MakeLibrary
from earlier_ledgers import SCHEMAS, VECTOR, make_earlier, rows_of
from postgresql import Server, running_server
from sqlalchemy import Connection, MetaData, inspect, select, text

from assistant.databases import open_engine
from assistant.errors import LibraryError, LibraryUnavailable
from assistant.library.ledger import Ledger, upgrading
from assistant.library.ledger import tables as t

EARLIER = range(2, t.SCHEMA)
REVISIONS = Path(upgrading.__file__).parent / "revisions"


class Place(NamedTuple):
    """Where a ledger is to be: the library's folder, and the address of its database."""

    folder: Path
    url: str  # "" for a file in the folder

    def begin(self) -> Any:
        """A transaction beside the program."""
        return open_engine(self.url or f"sqlite:///{self.folder / 'ledger.sqlite'}").begin()

    def open(self) -> Ledger:
        return Ledger.open(self.folder, self.url)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    def new(name: str = "earlier") -> Place:
        (tmp_path / name).mkdir()
        if request.param == "sqlite":
            return Place(tmp_path / name, "")
        return Place(tmp_path / name, request.getfixturevalue("server").new_database())

    return new


@pytest.fixture
def place(new_place: Callable[..., Place]) -> Place:
    return new_place()


def tables_of(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def shape(connection: Connection) -> dict[str, Any]:
    """All that a database says of its tables, but for the order of columns, and what SQLite cannot take back."""
    known = inspect(connection)
    sqlite = connection.dialect.name == "sqlite"
    shapes = {
        table: {
            "columns": {
                column["name"]: (
                    str(column["type"]),
                    column["nullable"],
                    None if sqlite else column["default"],
                )
                for column in known.get_columns(table)
            },
            "key": known.get_pk_constraint(table)["constrained_columns"],
            "refers": sorted(
                (k["constrained_columns"], k["referred_table"], k["referred_columns"])
                for k in known.get_foreign_keys(table)
            ),
            "indexes": sorted(
                (i["name"], i["column_names"], bool(i["unique"])) for i in known.get_indexes(table)
            ),
        }
        for table in known.get_table_names()
        if table != upgrading.STAMP
    }
    if sqlite:
        rowless = text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr")
        return {**shapes, "without rowid": sorted(connection.execute(rowless).scalars())}
    collated = text(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns "
        f"WHERE table_schema = 'public' AND table_name <> '{upgrading.STAMP}' ORDER BY 1, 2"
    )
    return {**shapes, "collations": connection.execute(collated).all()}


def stamped(connection: Connection) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": upgrading.STAMP})
    return context.get_current_revision()


# What a ledger becomes


@pytest.mark.parametrize("schema", EARLIER)
def test_an_earlier_ledger_becomes_as_a_new_one(
    new_place: Callable[[str], Place], schema: int
) -> None:
    earlier, new = new_place("earlier"), new_place("new")
    with earlier.begin() as connection:
        make_earlier(connection, schema)
    for each in (earlier, new):
        each.open().close()
    with earlier.begin() as upgraded, new.begin() as made:
        assert shape(upgraded) == shape(made)
        assert stamped(upgraded) == stamped(made) == str(t.SCHEMA)
        options = {
            "version_table": upgrading.STAMP,
            "compare_type": True,
            "compare_server_default": upgraded.dialect.name != "sqlite",
        }
        context = MigrationContext.configure(upgraded, opts=options)
        assert compare_metadata(context, t.metadata) == []


@pytest.mark.parametrize("schema", EARLIER)
def test_what_an_earlier_ledger_held_is_kept_and_what_follows_from_it_is_added(
    place: Place, schema: int
) -> None:
    with place.begin() as connection:
        before = make_earlier(connection, schema)
        tables = tables_of(connection)
    ledger = place.open()
    assert ledger.fact("schema") == str(t.SCHEMA)
    printed = {figure.printed for figure in ledger.figures.of("v1")}
    assert printed == ({"32"} if schema < 5 else {"x"})
    ledger.close()
    with place.begin() as connection:
        assert rows_of(connection, tables) == before
        (version,) = connection.execute(select(t.versions)).mappings()
        assert version["unread"] == (2 if schema < 4 else 1)
        assert version["reader"] == 1
        (document,) = connection.execute(select(t.documents)).mappings()
        assert (document["head"], document["groups"]) == ("v1", "")
        (period,) = connection.execute(select(t.periods)).mappings()
        assert (period["from_revision"], period["from_time"]) == (1, "x")
        (sums,) = connection.execute(select(t.sums)).mappings()
        if schema < 3:
            assert np.array_equal(np.frombuffer(sums["total"], np.float64), VECTOR)
            assert (version["found"]["title"], version["indexed_from"]) == ("Nota Bruggen 2020", 1)
            assert document["bare"]
        owners = connection.execute(select(t.askers.c.record, t.askers.c.by)).all()
        assert owners == ([("a1", "anna")] if schema == 9 else [])


@pytest.mark.parametrize("schema", [*EARLIER, t.SCHEMA])
def test_each_revision_makes_the_tables_of_its_time(
    new_place: Callable[[str], Place], schema: int
) -> None:
    earlier, revised = new_place("earlier"), new_place("revised")
    with earlier.begin() as was, revised.begin() as made:
        make_earlier(was, schema)
        upgrading.run_revisions(made, "base", str(schema))
        assert shape(made) == shape(was)


def test_tables_change_with_the_number_of_their_schema_alone(
    new_place: Callable[[str], Place],
) -> None:
    """Whoever changes a table raises SCHEMA, writes a revision, and keeps the tables of the new schema here."""
    newest, new = new_place("newest"), new_place("new")
    new.open().close()
    with newest.begin() as held, new.begin() as made:
        make_earlier(held, t.SCHEMA)
        assert shape(made) == shape(held)


def test_a_ledger_of_this_schema_that_alembic_never_saw_is_opened_as_it_is(place: Place) -> None:
    with place.begin() as connection:
        rows = make_earlier(connection, t.SCHEMA)
        before, tables = shape(connection), tables_of(connection)
    place.open().close()
    with place.begin() as connection:
        assert (shape(connection), rows_of(connection, tables)) == (before, rows)
        assert stamped(connection) is None


def test_every_schema_has_a_revision() -> None:
    script = ScriptDirectory(REVISIONS, version_locations=[REVISIONS])
    numbers = [int(revision.revision) for revision in script.walk_revisions()]
    assert numbers == sorted({*EARLIER, t.SCHEMA}, reverse=True)
    assert {int(path.stem) for path in SCHEMAS.glob("*.sql")} == set(numbers)


# What cannot be brought here, and what breaks off


@pytest.mark.parametrize("schema", ["1", str(t.SCHEMA + 1), "ten"])
def test_a_ledger_that_cannot_be_brought_here_is_refused_and_left_alone(
    place: Place, schema: str
) -> None:
    with place.begin() as connection:
        make_earlier(connection, 2)
        connection.execute(text("UPDATE facts SET value = :s WHERE name = 'schema'"), {"s": schema})
        before = shape(connection)
    with pytest.raises(LibraryError, match=rf"another version .*schema {schema}, here {t.SCHEMA}"):
        place.open()
    with place.begin() as connection:
        assert shape(connection) == before
        assert stamped(connection) is None


def test_an_older_program_refuses_a_ledger_that_was_upgraded(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.begin() as connection:
        make_earlier(connection, 9)
    place.open().close()
    monkeypatch.setattr(t, "SCHEMA", 9)
    with pytest.raises(LibraryError, match=r"another version .*schema 10, here 9"):
        place.open()


def test_what_a_newer_program_did_meanwhile_is_refused_too(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.open().close()
    with place.begin() as connection:
        connection.execute(text("UPDATE facts SET value = '99' WHERE name = 'schema'"))
    # As it was when it was looked at.
    monkeypatch.setattr("assistant.library.ledger.database.Database.fact", lambda *_: "9")
    with pytest.raises(LibraryError, match="schema 99"):
        place.open()


def test_an_upgrade_that_fails_changes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place.begin() as connection:
        rows = make_earlier(connection, 2)
        before, tables = shape(connection), tables_of(connection)

    def failing(connection: Connection, *_: object) -> None:
        connection.execute(text("SELECT * FROM nowhere"))

    with monkeypatch.context() as patched:
        patched.setattr(upgrading, "put_figures", failing)  # after the last revision
        with pytest.raises(LibraryUnavailable, match="What it held is kept"):
            place.open()
    with place.begin() as connection:
        assert (shape(connection), rows_of(connection, tables)) == (before, rows)
        assert stamped(connection) is None
    place.open().close()


_KILLED = """
import os, signal, sys
from pathlib import Path
from assistant.library.ledger import Ledger, upgrading
upgrading.put_figures = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Ledger.open(Path(sys.argv[1]), sys.argv[2])
"""


def test_an_upgrade_that_is_killed_changes_nothing(place: Place) -> None:
    with place.begin() as connection:
        rows = make_earlier(connection, 2)
        before, tables = shape(connection), tables_of(connection)
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(place.folder), place.url], check=False
    )
    assert done.returncode == -9
    with place.begin() as connection:
        assert (shape(connection), rows_of(connection, tables)) == (before, rows)
    place.open().close()


_OPENER = """
import sys
from pathlib import Path
from assistant.library.ledger import Ledger, upgrading
upgrade = upgrading.upgrade
upgrading.upgrade = lambda *given: (upgrade(*given), sys.stdout.write("upgraded\\n"))
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
Ledger.open(Path(sys.argv[1]), sys.argv[2]).close()
"""


def test_processes_may_open_an_earlier_ledger_at_the_same_moment(
    place: Place, tmp_path: Path
) -> None:
    with place.begin() as connection:
        make_earlier(connection, 2)
    openers = []
    for number in range(3):
        # Machines that share a database may each have a folder of their own, with a lock of its own.
        folder = tmp_path / str(number) if place.url else place.folder
        folder.mkdir(exist_ok=True)
        command = [sys.executable, "-c", _OPENER, str(folder), place.url]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        openers.append(subprocess.Popen(command, text=True, **pipes))
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    said = [opener.communicate("go\n", timeout=300) for opener in openers]
    assert sorted(told for told, _ in said) == ["", "", "upgraded\n"]
    assert [opener.returncode for opener in openers] == [0, 0, 0], said


# What it costs


def test_a_ledger_that_is_up_to_date_is_opened_without_alembic(make_library: MakeLibrary) -> None:
    folder = make_library({"a.txt": "In Zwolle zijn dit jaar veertien bruggen vernieuwd."}).folder
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from assistant.cli.main import main\nfrom assistant.library import Library\n"
        "from assistant.settings import Settings\nfrom assistant.web.app import create_app\n"
        "folder = sys.argv[1]\n"
        "try: main(['--library', folder, 'ask', 'Hoeveel bruggen zijn er vernieuwd?'])\n"
        "except SystemExit: pass\n"
        "settings = Settings(library=Path(folder))\n"
        "with Library.open(Path(folder), settings) as library: create_app(library)\n"
        "sys.stdout.write('loaded: ' + ' '.join({'alembic', 'mako'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert "veertien bruggen" in done.stdout
    assert done.stdout.endswith("loaded: ")
