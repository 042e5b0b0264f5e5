"""Starts a Prefect server, `python serve.py --host 127.0.0.1 --port 4200`, that lets go of SQLite's locks at once.

A statement that SQLite refuses ("database is locked"), or that nobody waits for any more, leaves its cursor open until
Python's collector finds it. Until then the statement of a closed connection keeps that connection's transaction, and
with it the only write lock. And whoever frees it, as a rule the event loop's thread, waits for its connection, which may
itself wait for the write lock, for up to 60 seconds. So such a cursor is closed at once.
See docs/decisions/0160-the-local-server-closes-what-was-not-read-to-its-end.md.
"""

import runpy
import sys

from aiosqlite import Cursor


def close_what_fails() -> None:
    """Lets each cursor whose statement does not come to its end be closed, after what its connection still does."""
    run = Cursor._execute

    async def run_or_close(self, function, *arguments, **named):
        try:
            return await run(self, function, *arguments, **named)
        except BaseException:
            # Not awaited: a task that is cancelled may not wait, and the connection's own close comes later in line.
            self._conn._tx.put_nowait((None, self._cursor.close))
            raise

    Cursor._execute = run_or_close


if __name__ == "__main__":
    close_what_fails()
    # This script's folder is no place for imports.
    del sys.path[0]
    sys.argv[:1] = ["prefect", "server", "start"]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)
