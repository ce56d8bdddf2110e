"""A PostgreSQL server of Debian's for the tests: its own data, on a free port of this machine, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "assistant"


def programs() -> Path | None:
    """Where initdb and pg_ctl are: Debian keeps them out of the path."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return found.parent
    return Path(found).parent if (found := shutil.which("initdb")) else None


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for the tests of a module, which are skipped where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        if os.environ.get("ASSISTANT_REQUIRE_POSTGRESQL"):
            pytest.fail(
                "PostgreSQL is required here (ASSISTANT_REQUIRE_POSTGRESQL) and not installed."
            )
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="assistant-postgresql-"))
    running = Server(folder, found)
    yield running
    running.close()
    shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server that can be stopped and started; ``close`` ends it."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._data, self._binaries = folder / "data", binaries
        # It refuses to run as root; Debian's package makes this user.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
            for above in folder.parents:
                if above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
                    above.chmod(above.stat().st_mode | 0o011)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._do("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._do("pg_ctl", "-o", options, "-l", str(self._data / "log"), "-w", "start")

    def stop(self) -> None:
        """As when a machine goes down: whoever is connected is cut off."""
        self._do("pg_ctl", "-m", "immediate", "-w", "stop")

    def close(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self.stop()

    def new_database(self) -> str:
        """The address of a database without anything in it."""
        import psycopg

        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            # A locale that sorts as people do, and not by bytes: many servers have one.
            options = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'nl-NL'"
            connection.execute(f"CREATE DATABASE {name} {options}")  # type: ignore[arg-type]
        return self._address(name)

    def copy(self, address: str, to: str, file: Path) -> None:
        """Dump a database into a file, and bring it back into another that is empty."""
        for program, *arguments in (
            ("pg_dump", "--format=custom", f"--file={file}", address),
            ("pg_restore", f"--dbname={to}", str(file)),
        ):
            subprocess.run([self._binaries / program, *arguments], check=True, timeout=120)

    def _address(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self._port}/{database}"

    def _do(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._binaries / program, "-D", self._data, *arguments],
            user=self._user,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{program} {' '.join(arguments)} ended with {done.returncode}"
