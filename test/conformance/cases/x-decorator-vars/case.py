import os
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

class Defaults:
    retries = 2
    delay = 1.5
    @classmethod
    def name(cls, suffix):
        return f"{cls.__name__.lower()}-{suffix}"

@dataclass(frozen=True)
class Opt:
    timeout: int = 60
    log: bool = True

OPT = Opt(timeout=Opt().timeout * 2)
NS = SimpleNamespace(version="1.2.3")
common = dict(retries=Defaults.retries, retry_delay_seconds=Defaults.delay)
common |= {"log_prints": OPT.log}

def runner(n=4):
    return ThreadPoolTaskRunner(max_workers=n)

@flow(name=Defaults.name("x"), version=NS.version, timeout_seconds=OPT.timeout, task_runner=runner(2), persist_result=bool(os.environ.get("NOT_SET_VAR")), **common)
def main(a: int = OPT.timeout):
    "One line."
