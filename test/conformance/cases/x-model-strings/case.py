from typing import ClassVar, List, Optional
from pydantic import BaseModel, Field, field_validator
from prefect import flow

class A(BaseModel):
    parent: "Optional[A]" = None
    b: "B"
    bs: List["B"] = []
    K: "ClassVar[int]" = 1

class B(BaseModel):
    a: Optional["A"] = None
    value: "int" = Field(1, ge=0)

A.model_rebuild()

class C(A):
    value: Optional[str] = Field(default=None, description="redefined")
    b: Optional[B] = None

@flow
def main(a: A, c: C, b: "B" = B(value=2), l: "List[C]" = []):
    pass
