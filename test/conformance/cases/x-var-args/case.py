from typing import Any, TypedDict, Tuple
from typing_extensions import TypedDict as TD, Unpack, Required, NotRequired
from prefect import flow

class Opts(TD, total=False):
    depth: Required[int]
    name: str

@flow
def main(a, /, b: int, *args: Tuple[int, str], c: int, d: Any = ..., **options: Unpack[Opts]):
    """Args.

    Args:
        a: first
        *args: others
        **options: named ones
        c: c
    """
