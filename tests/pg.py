"""A private PostgreSQL server for tests: made in a temporary folder, run as another user than root, thrown away afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from spanveld.store.database import HEAD
from spanveld.store.schema import metadata

__all__ = ["PrivateServer", "binaries"]

USER = "spanveld"
WHERE = Path("/usr/lib/postgresql")


def binaries() -> Path:
    """The folder of the newest PostgreSQL server on this machine; FileNotFoundError says what to install."""
    found = [
        folder for folder in WHERE.glob("*/bin") if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]
    if not found:
        raise FileNotFoundError(
            f"No PostgreSQL server under {WHERE}/*/bin: these tests run on one of their own. "
            "Install it with: apt-get install postgresql (its service need not run)."
        )
    return max(found, key=lambda folder: float(folder.parent.name))


@dataclass
class PrivateServer:
    """One server on a free port of the loopback. ``durable`` waits for the disk at each commit, as a real server does."""

    durable: bool = False
    folder: Path = field(init=False)
    port: int = field(init=False)
    _process: subprocess.Popen[bytes] = field(init=False)
    _numbers: count[int] = field(default_factory=lambda: count(1), init=False)
    _idle: list[str] = field(default_factory=list, init=False)
    """Databases that hold the tables of studies, and no study."""

    def start(self) -> PrivateServer:
        """Make the server's files and wait until it answers."""
        programs, account = binaries(), _account()
        self.folder = Path(tempfile.mkdtemp(prefix="spanveld-pg-", dir="/tmp"))
        self.port = _free_port()
        if account:
            shutil.chown(self.folder, account["user"], account["group"])
        data = self.folder / "data"
        settings = ["--no-locale", "--encoding=UTF8", "--auth=trust", f"--username={USER}", "--no-sync"]
        subprocess.run(
            [programs / "initdb", "-D", data, *settings], check=True, capture_output=True, cwd="/", **account
        )
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "port": str(self.port),
            "shared_buffers": "32MB",
            "max_connections": "40",
            "fsync": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
        }
        arguments = [item for name, value in options.items() for item in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "wb") as log:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", data, *arguments], stdout=log, stderr=log, cwd="/", **account
            )
        self.wait_until_ready()
        return self

    def wait_until_ready(self, seconds: float = 30) -> None:
        """Wait until the server takes connections; RuntimeError with its log where it does not come up."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(psycopg.OperationalError), self.admin():
                return
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text(errors='replace')}")

    def stop(self) -> None:
        """End the server and remove all that it kept."""
        self._process.send_signal(signal.SIGQUIT)  # "immediate": nothing of it is needed any more
        self._process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def admin(self) -> psycopg.Connection:
        """A connection on which databases can be made."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname="postgres", autocommit=True)

    def new_database(self) -> str:
        """The name of a fresh, empty database."""
        name = f"db{next(self._numbers)}"
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self.admin() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def idle_database(self) -> str:
        """The name of a database without any study; its tables may be there. Making one anew takes half a second."""
        return self._idle.pop() if self._idle else self.new_database()

    def give_back(self, name: str) -> None:
        """Empty a database, whoever is still connected to it, so that it can be used again; drop it where it has no tables of ours."""
        with self.admin() as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname=name) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            tables = {table for (table,) in found} - {"alembic_version"}
            if ours := tables == {*metadata.tables, "search_index"}:
                ours = connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
            if ours:
                connection.execute("SET session_replication_role = replica")
                connection.execute("; ".join(f'DELETE FROM "{table}"' for table in sorted(tables)))
        if ours:
            self._idle.append(name)
        else:
            self.drop_database(name)

    def url(self, database: str, study: str = "") -> str:
        """The address of a database, or of one study in it."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}" + (f"?study={study}" if study else "")


def _account() -> dict[str, object]:
    """As whom to run the server: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("There is no account 'postgres' or 'nobody' to run PostgreSQL as.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
