import functools

from prefect import Flow, flow


def base(a: int, b: str = "x", *, c: float = 1.0):
    """Base doc."""


made = flow(base, name="made")
klass = Flow(base, name="klass", retries=2)
part = functools.partial(base, 1, c=2.0)
part.__name__ = "part"
again = made.with_options(name="again", description="other", version="7").with_options(retries=3)
