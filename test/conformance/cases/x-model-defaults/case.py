from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Tuple
from pydantic import BaseModel, Field, SecretStr
from prefect import flow

class E(Enum):
    A = "a"

class In(BaseModel):
    n: int = 1
    s: Optional[str] = None

class M(BaseModel):
    i: In = In()
    l: List[In] = []
    d: Dict[str, In] = {}
    e: E = E.A
    p: Path = Path("a/b")
    t: timedelta = timedelta(minutes=5)
    day: date = date(2024, 5, 6)
    dec: Decimal = Decimal("1.50")
    secret: SecretStr = SecretStr("x")
    st: Set[int] = {1}
    tup: Tuple[int, str] = (1, "a")
    ali: int = Field(2, alias="Ali")

A = M()
B = M(i=In(n=2), l=[In(), In(s="x")], d={"k": In(n=3)}, Ali=9)

@flow
def main(a: M = A, b: M = B, c: M = M(i={"n": 5}), d: In = A.i, e: In = In(n=4).model_copy(update={"s": "up"}), f: dict = In(n=6).model_dump(), g: List[M] = [], h: Optional[In] = In(**{"n": 7}), i: Any = In(n=8), j: Dict[str, In] = {"x": In()}, k: int = B.l[1].n):
    pass
