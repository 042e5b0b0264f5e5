import functools
import inspect

from prefect import flow


def logged(level):
    def outer(fn):
        @functools.wraps(fn)
        def inner(*args, extra: int = 0, **kwargs):
            return fn(*args, **kwargs)

        return inner

    return outer


def add_parameter(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        return fn(*args, **kwargs)

    sig = inspect.signature(fn)
    inner.__signature__ = sig.replace(
        parameters=[*sig.parameters.values(), inspect.Parameter("added", inspect.Parameter.KEYWORD_ONLY, default=5, annotation=int)]
    )
    return inner


@flow(name="stacked")
@logged("info")
@add_parameter
def main(a: int, b: str = "b"):
    """Doc."""
