from typing import Any, ClassVar, Optional

from pydantic import BaseModel, Field, PrivateAttr

from prefect import flow


class A(BaseModel):
    """A doc."""

    x: int = 1
    y: str
    K: ClassVar[int] = 3
    _p: int = PrivateAttr(default=1)


class Mixin:
    """Mixin doc."""

    z: int = 5

    def m(self):
        return 1


class B(A):
    x: float = Field(2.5, gt=1)
    w: Optional[A] = None


class C(Mixin, A):
    y: str = "c"
    q: list[B] = Field(default_factory=list, max_length=2)


class D(B, C):
    v: Any


class E(A):
    def __init__(self, **data):
        super().__init__(**data)


@flow
def main(a: A, b: B, c: C, d: D, e: E, f: A = A(y="q"), g: C = C(x=3), h: dict[str, A] = {"k": A(y="z", x=4)}):
    pass
