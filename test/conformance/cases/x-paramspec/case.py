import functools
from typing import Awaitable, Callable, Concatenate, ParamSpec, TypeVar
from prefect import flow

P = ParamSpec("P")
R = TypeVar("R")

def timed(fn: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(fn)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return fn(*args, **kwargs)
    return wrapper

def retry(times: int = 3):
    def deco(fn: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(fn)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            for _ in range(times):
                return fn(*args, **kwargs)
        return inner
    return deco

@flow(retries=2)
@retry(times=2)
@timed
def main(x: int, y: str = "a", *rest: float, z: bool = False, **kw: str) -> None:
    """Wrapped.

    Args:
        x: an x
        rest: the rest
        kw: the keywords
    """
