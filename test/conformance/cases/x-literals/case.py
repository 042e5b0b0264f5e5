import enum
from typing import Literal, Optional, Union

from prefect import flow


class Color(enum.Enum):
    RED = "red"
    GREEN = 2


class Num(enum.IntEnum):
    ONE = 1


AB = Literal["a", "b"]


@flow
def main(
    a: Literal["x"],
    b: Literal["x", 1, True, None],
    c: Literal[b"raw"],
    d: Literal[Color.RED],
    e: Literal[Color.RED, Color.GREEN],
    f: Literal[AB, "c"],
    g: Optional[Literal[1, 2]] = None,
    h: Union[Literal["a"], Literal["b"]] = "a",
    i: Literal[None] = None,
    j: Literal[Num.ONE, "one"] = "one",
    k: Literal[True] = True,
    l: Literal[1, 1, "1", True] = 1,
    m: Literal["x"] | None = None,
    n: Literal[-1, 0] = 0,
):
    pass
