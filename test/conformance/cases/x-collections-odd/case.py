import collections
from collections import ChainMap
from collections.abc import Collection, Container, Generator, Iterator, KeysView, Reversible, ByteString
from types import EllipsisType, ModuleType, NoneType, SimpleNamespace
from typing import Iterable

from prefect import flow


@flow
def main(
    a: Collection[int],
    b: Iterator[int],
    c: ChainMap,
    d: bytearray,
    e: range,
    f: slice,
    g: complex,
    h: NoneType,
    i: None,
    j: Generator[int, None, None],
    k: Container,
    l: Reversible[int],
    m: collections.UserDict,
    n: SimpleNamespace,
    o: ModuleType,
    p: memoryview,
    q: complex = 1 + 2j,
    r: range = range(3),
    s: bytearray = bytearray(b"x"),
    t: SimpleNamespace = SimpleNamespace(a=1),
    u: slice = slice(1),
):
    pass
