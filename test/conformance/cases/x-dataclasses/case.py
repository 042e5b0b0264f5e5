from __future__ import annotations

import dataclasses
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import ClassVar, Optional

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as pyd

from prefect import flow


@dataclass
class Base:
    """Base doc."""

    a: int
    b: str = "b"
    K: ClassVar[int] = 3


@dataclass(slots=True)
class Child(Base):
    c: float = 1.0
    _: KW_ONLY
    d: Optional[Base] = None
    e: list[int] = field(default_factory=lambda: [1, 2])
    f: int = field(default=3, init=False)
    g: InitVar[int] = 5
    h: dict = field(default_factory=dict, repr=False, metadata={"title": "Aitch", "description": "meta"})

    def __post_init__(self, g):
        self.f = self.a + g


@dataclass(frozen=True, kw_only=True)
class Frozen:
    x: int = 1
    y: int


@pyd
class Pyd:
    """Pyd doc."""

    n: int = Field(3, gt=1, description="n text")
    m: Optional[str] = None


@pyd(config=ConfigDict(title="Config title", extra="forbid"))
class PydConfig:
    q: int = 1


@dataclass
class NoDoc:
    z: int
    inner: Frozen = Frozen(y=3)


@flow
def main(
    base: Base,
    child: Child,
    frozen: Frozen,
    pyd_: Pyd,
    pc: PydConfig,
    nodoc: NoDoc,
    d: Child = Child(1, "x", e=[5]),
    e: Pyd = Pyd(n=5),
    f: Frozen = dataclasses.replace(Frozen(y=1), x=9),
):
    pass
