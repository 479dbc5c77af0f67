"""A PostgreSQL of one's own for tests and drills: Debian's binaries, a temporary folder, this computer only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL installed here, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


class LocalPostgres:
    """A server that lives from `start` to `remove`. PostgreSQL refuses to run as root, so root lends it a name.

    One that does not wait for the disk keeps everything when it is killed and may lose it when the power goes.
    """

    def __init__(self, *, waits_for_disk: bool = True) -> None:
        there = binaries()
        if there is None:
            raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
        self._bin = there
        self.folder = Path(tempfile.mkdtemp(prefix="steadyhand-postgres-"))
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(self.folder, "postgres")
        self._port = free_port()
        self._run("initdb", "-D", "data", "-U", "steadyhand", "--auth=trust", "--no-sync", "-E", "UTF8")
        self._databases = 0
        self._fsync = "on" if waits_for_disk else "off"

    def start(self) -> None:
        options = (
            f"-h 127.0.0.1 -p {self._port} -k {self.folder} -c fsync={self._fsync} -c wal_recycle=off"
            " -c max_connections=120"
        )
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """`fast` ends its clients and closes in order; `immediate` is as good as pulling the plug."""
        self._run("pg_ctl", "-D", "data", "-w", "-m", how, "stop")

    def new_database(self) -> str:
        """The address of a new, empty database."""
        self._databases += 1
        name = f"records_{self._databases}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "steadyhand", name)
        return f"postgresql+psycopg://steadyhand@127.0.0.1:{self._port}/{name}"

    def drop(self, address: str) -> None:
        """Take a database away again, with whoever is still connected to it."""
        name = address.rpartition("/")[2]
        self._run("dropdb", "--force", "-h", "127.0.0.1", "-p", str(self._port), "-U", "steadyhand", name)

    def remove(self) -> None:
        subprocess.run(
            [*self._as, str(self._bin / "pg_ctl"), "-D", "data", "-m", "immediate", "stop"],
            cwd=self.folder,
            capture_output=True,
            check=False,
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._as, str(self._bin / program), *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a server that stays would hold a pipe open
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode:
            raise OSError(f"{program} failed: {done.stderr}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
