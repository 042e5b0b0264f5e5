from dataclasses import dataclass
from typing import List, Optional
from pydantic import BaseModel, Field
from typing_extensions import TypedDict
from prefect import flow

class A(BaseModel):
    x: "int" = 1

class B(BaseModel):
    me: "Optional[B]" = None

class C(BaseModel):
    me: Optional["C"] = None
    a: Optional["A"] = None

@dataclass
class D:
    me: Optional["D"] = None

@dataclass
class E:
    a: "A"

class T(TypedDict):
    a: "A"

class F(BaseModel):
    a: A
    xs: List[A] = []

raise ValueError("no")

@flow
def main(a: A, b: B, c: C, d: D, e: E, t: T, f: F, g: "A" = None, h: List["A"] = []):
    """Doc."""
