import abc
from collections.abc import Awaitable, Callable as C, Hashable
from typing import Any, Callable, NewType, Optional, Protocol, Type, TypeVar, runtime_checkable

from pydantic import BaseModel

from prefect import flow

UserId = NewType("UserId", int)
Names = NewType("Names", list[str])
Deep = NewType("Deep", UserId)
T = TypeVar("T")
B = TypeVar("B", bound=BaseModel)
S = TypeVar("S", int, str)


@runtime_checkable
class Runs(Protocol):
    def run(self) -> int: ...


class Abstract(abc.ABC):
    @abc.abstractmethod
    def go(self): ...


class Thing:
    pass


class M(BaseModel):
    uid: UserId
    cls: type[int] = int


@flow
def main(
    a: UserId,
    b: Names,
    c: Deep,
    d: Runs,
    e: Callable,
    f: Callable[[int], str],
    g: C[..., Any],
    h: Any,
    i: Type[M],
    j: type,
    k: type[int],
    l: object,
    m: T,
    n: S,
    o: Abstract,
    p: Thing,
    q: Hashable,
    r: Optional[Callable[[], None]] = None,
    s: Optional[Runs] = None,
    t: Callable = print,
    u: UserId = UserId(3),
    v: type = int,
    w: Any = None,
    x: Thing = Thing(),
    y: M = None,
    z: Optional[Type[BaseModel]] = None,
):
    pass
