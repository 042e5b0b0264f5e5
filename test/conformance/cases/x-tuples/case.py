from typing import Optional, Tuple

from prefect import flow


@flow
def main(
    a: tuple,
    b: Tuple,
    c: tuple[()],
    d: tuple[int],
    e: tuple[int, ...],
    f: tuple[int, str, float],
    g: Tuple[Tuple[int, int], ...],
    h: tuple[Optional[int], list[str]],
    i: tuple[int, *tuple[str, ...]],
    j: tuple = (1, 2),
    k: tuple[int, str] = (1, "x"),
    l: Tuple[()] = (),
    m: tuple[int, ...] = (),
    n: list[tuple[str, int]] = [("a", 1)],
    o: tuple[int, *tuple[str, ...], float] = (1, "a", 2.0),
):
    pass
