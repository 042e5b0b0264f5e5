import os

from prefect import flow

OPTS = {"retries": 1, "log_prints": True}
NAMES = ["a", "b"]
PROD = os.environ.get("CORPUS_PROD", "no") == "yes"


def maybe(fn):
    return flow(fn, name="prod") if PROD else flow(fn, name="{}-{}".format(*NAMES).replace("-", "_").upper())


@maybe
def main(a: int = 1, b: str = os.getenv("CORPUS_B", "dflt"), c: bool = "CORPUS_C" in os.environ):
    """Text
    of two lines.
    """
