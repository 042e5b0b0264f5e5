from dataclasses import field
from typing import List, Optional
from pydantic import ConfigDict, Field, field_validator
from pydantic.dataclasses import dataclass
from prefect import flow

@dataclass(config=ConfigDict(extra="forbid", title="Conf"))
class A:
    """Doc of A."""
    x: int = Field(gt=0, description="an x")
    y: List[int] = field(default_factory=list)
    z: Optional[str] = Field(None, alias="zed", max_length=3)

    @field_validator("x")
    @classmethod
    def check(cls, v):
        return v

@dataclass
class B:
    a: A
    b: "Optional[B]" = None

@dataclass(kw_only=True)
class C(A):
    w: int

@flow
def main(a: A, b: B, c: C):
    pass
