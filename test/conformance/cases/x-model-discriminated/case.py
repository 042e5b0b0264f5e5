from enum import Enum
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import BaseModel, Discriminator, Field, Tag

from prefect import flow


class Kind(str, Enum):
    A = "a"
    B = "b"


class A(BaseModel):
    kind: Literal[Kind.A] = Kind.A
    x: int


class B(BaseModel):
    kind: Literal["b", "bb"]
    y: str


class C(BaseModel):
    kind: Literal["c"] = Field("c", alias="type")
    z: float


class D(BaseModel):
    kind: Literal["d"] = Field("d", alias="type")


AB = Annotated[Union[A, B], Field(discriminator="kind")]
CD = Annotated[C | D, Field(discriminator="kind")]


def pick(v: Any) -> str:
    return "one"


class One(BaseModel):
    n: int


class Two(BaseModel):
    m: int


Called = Annotated[Union[Annotated[One, Tag("one")], Annotated[Two, Tag("two")]], Discriminator(pick)]


class E(BaseModel):
    kind: Literal["e"] = "e"


class Holder(BaseModel):
    ab: AB
    cds: list[CD] = []
    maybe: Optional[AB] = None
    nested: Annotated[Union[AB, E], Field(discriminator="kind")]
    called: Called
    direct: Union[A, E] = Field(discriminator="kind")


@flow
def main(h: Holder, ab: AB, cd: CD, called: Called, many: list[AB] = [], opt: Optional[CD] = None, described: AB = A(x=1)):
    """Go.

    Args:
        ab: which
    """
