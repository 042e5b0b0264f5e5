from typing import Generic, Optional, TypeVar, Union

from pydantic import BaseModel, Field
from typing_extensions import TypeVar as TV

from prefect import flow

T = TypeVar("T")
K = TypeVar("K", int, str)
N = TypeVar("N", bound=float)
D = TV("D", default=int)


class Page(BaseModel, Generic[T]):
    """A page."""

    items: list[T]
    total: int = 0
    next: Optional["Page[T]"] = None


class Pair(BaseModel, Generic[K, T]):
    key: K
    value: T


class Num(BaseModel, Generic[N]):
    n: N


class Def(BaseModel, Generic[D]):
    d: D


class IntPage(Page[int]):
    extra: str = "x"


class StrPair(Pair[str, T], Generic[T]):
    more: T


class Item(BaseModel):
    name: str


@flow
def main(
    a: Page,
    b: Page[int],
    c: Page[Item],
    d: Pair[int, Page[str]],
    e: Num,
    f: Num[int],
    g: Def,
    h: Def[str],
    i: IntPage,
    j: StrPair[bytes],
    k: Page[Union[int, str]],
    l: Page[Optional[Item]],
    m: Page[dict[str, list[int]]],
):
    pass
