from collections import namedtuple
from typing import Annotated, NamedTuple, Optional

from pydantic import Field

from prefect import flow


class Point(NamedTuple):
    """A point."""

    x: int
    y: float = 0.5
    label: Optional[str] = None

    def norm(self):
        return self.x


Old = namedtuple("Old", "a b c", defaults=[1, "two"])
Func = NamedTuple("Func", [("n", int), ("p", Point)])


class Sub(Point):
    pass


class Con(NamedTuple):
    k: Annotated[int, Field(gt=1, description="k text", title="Kay")] = 2


@flow
def main(
    p: Point,
    o: Old,
    f: Func,
    s: Sub,
    c: Con,
    q: Point = Point(1, label="z"),
    r: list[Point] = [Point(1), Point(2, 3.0)],
    t: Old = Old("x"),
):
    pass
