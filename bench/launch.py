"""Runs a command and prints, as one line of JSON, how long it took, its processor time, its peak memory and how it ended."""

import json
import os
import sys
import time


def main(log_file: str, command: list[str]) -> None:
    started_at = time.time()
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        log = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    peak = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
    cpu = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    print(json.dumps({"startedAt": started_at, "seconds": seconds, "cpuSeconds": cpu, "peakBytes": peak, "code": code}))


main(sys.argv[1], sys.argv[2:])
