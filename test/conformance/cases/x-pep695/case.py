from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict, NamedTuple
from pydantic import BaseModel, Field
from prefect import flow

type Number = int | float
type Pairs[T] = list[tuple[T, T]]
type Tree = dict[str, Tree | int]
type Small = Annotated[int, Field(lt=10)]
type Mode = Literal["a", "b"]

class Box[T](BaseModel):
    item: T
    more: list[T] = []

@dataclass
class Pt[T]:
    x: T
    y: T

class TD[T](TypedDict):
    a: T

def ident[T](x: T) -> T:
    return x

@flow
def main(n: Number, p: Pairs[int], t: Tree, s: Small, m: Mode = "a", b: Box[int] = Box[int](item=1), q: Pt[str] = None, d: TD[int] = {"a": 1}, bs: list[Box[str]] = [], i: int = ident(4)):
    pass
