from __future__ import annotations
from dataclasses import dataclass
from typing import List, Optional
from pydantic import BaseModel, Field
from prefect import flow

class A(BaseModel):
    x: int = 1

class C(BaseModel):
    a: A
    n: Optional[int] = None

@dataclass
class D:
    n: int = 3

raise ValueError("no")

@flow
def main(a: A, c: C, d: D, n: int = 1, o: Optional[str] = None):
    """Doc.

    Args:
        a: first
    """
