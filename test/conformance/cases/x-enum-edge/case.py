import enum
from enum import Enum, IntEnum
from typing import Dict, List, Optional, Set, Tuple, Union
from pydantic import BaseModel
from prefect import flow

class Empty(Enum):
    pass

class One(Enum):
    ONLY = "only"

class Num(IntEnum):
    A = 1
    B = 2
    ALIAS = 1

class Dated(Enum):
    """Doc of Dated
    over lines."""
    X = (1, 2)
    Y = {"a": 1}
    Z = [1]

class Str(str, Enum):
    def __str__(self):
        return self.value
    A = "a"

class M(BaseModel):
    s: Str = Str.A
    n: Optional[Num] = Num.B
    d: Dict[Str, Num] = {Str.A: Num.A}

Func = Enum("Func", "RED GREEN BLUE")
Func2 = Enum("Func2", {"a": 1, "b": "two"}, module=__name__)
Func3 = enum.IntEnum("Func3", ["X", "Y"], start=5)

@flow
def main(o: One, n: Num, d: Dated, s: Str, m: M, f: Func, f2: Func2 = Func2.b, f3: Func3 = Func3.Y, ds: Dated = Dated.Y, t: Tuple[Num, Str] = (Num.A, Str.A), st: Set[Num] = {Num.A}, name: str = Str.A.name, shown: str = f"{Str.A}", val: int = Num.ALIAS, u: Union[Num, Str] = Num["B"], e: Optional[Empty] = None, members: list = list(Num), by: Num = Num(2)):
    pass
