from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict, Field, with_config
from typing_extensions import NotRequired, ReadOnly, Required, TypedDict

from prefect import flow

T = TypeVar("T")


class Base(TypedDict):
    """Base doc."""

    a: int
    b: NotRequired[str]


class Child(Base, total=False):
    c: Required[float]
    d: Annotated[int, Field(gt=1, description="d text")]
    e: Annotated[Required[int], Field(lt=3)]


Func = TypedDict("Func", {"with-dash": int, "class": NotRequired[str]})
Func2 = TypedDict("Func2", {"x": int}, total=False)


class Gen(TypedDict, Generic[T]):
    item: T
    items: list[T]


class Conf(TypedDict):
    __pydantic_config__ = ConfigDict(extra="forbid", title="Conf title", str_max_length=3)

    s: str


@with_config(ConfigDict(extra="allow"))
class Deco(TypedDict):
    s: ReadOnly[str]


class Rec(TypedDict):
    child: "NotRequired[Rec]"
    n: "int"


@flow
def main(
    base: Base,
    child: Child,
    func: Func,
    func2: Func2,
    gen: Gen[int],
    bare: Gen,
    conf: Conf,
    deco: Deco,
    rec: Rec,
    default: Base = {"a": 1, "b": "x"},
    many: list[Child] = [],
):
    pass
