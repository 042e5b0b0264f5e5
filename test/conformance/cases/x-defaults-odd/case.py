import math
from typing import Optional

from prefect import flow


class Thing:
    def __init__(self, n):
        self.n = n


@flow
def main(
    a: int = "text",
    b: str = 5,
    c: list = (1, 2),
    d: dict = [("a", 1)],
    e: Optional[int] = "none",
    f=Thing(1),
    g=[Thing(1)],
    h=len,
    i=int,
    j=...,
    k=NotImplemented,
    l: float = 1,
    m: int = 1.0,
    n: float = math.pi,
    o: float = float("nan"),
    p=b"bytes",
    q=-0.0,
    r=1e100,
    s=1e-7,
    t=True,
    u={"a": {1: [None, (2,)]}},
    v="é\u2028\U0001f600",
    w=lambda x: x,
    x=range(2),
    y={None: 1, True: 2, 1.5: 3},
):
    pass
