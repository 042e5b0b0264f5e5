"""Starts a Prefect server, `python serve.py --host 127.0.0.1 --port 4200`, that does not stand still for a minute.

A statement that SQLite refuses ("database is locked") leaves its cursor in a cycle of references, with the exception.
Python's collector frees such a cursor on whichever thread it happens to run, as a rule that of the event loop, and
SQLite then waits for the cursor's connection, which may itself wait for a write lock, in a thread of its own and for
up to 60 seconds. Whoever holds that lock needs the event loop to go on. So garbage is collected on a thread that
nobody waits for. See docs/decisions/0160-garbage-on-a-thread-of-its-own.md.
"""

import gc
import runpy
import sys
import threading
import time

_SECONDS = 1
# So many times only the young objects, then all of them.
_YOUNG_ROUNDS = 10


def collect_on_a_thread() -> None:
    """Takes automatic collection away from all threads, and gives it to a new one for the rest of the process."""

    def collect() -> None:
        while True:
            for _ in range(_YOUNG_ROUNDS):
                time.sleep(_SECONDS)
                gc.collect(1)
            gc.collect()
            # What a server has loaded stays; looking through it again would stop everything else for a moment.
            if gc.get_freeze_count() == 0:
                gc.freeze()

    gc.disable()
    threading.Thread(target=collect, name="garbage", daemon=True).start()


if __name__ == "__main__":
    collect_on_a_thread()
    # This script's folder is no place for imports.
    del sys.path[0]
    sys.argv[:1] = ["prefect", "server", "start"]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)
