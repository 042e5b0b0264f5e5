from enum import Enum, IntEnum
from typing import List, Literal, Optional, Union, get_args
from prefect import flow

class C(Enum):
    R = "r"
    N = 1
class I(IntEnum):
    A = 1

Mode = Literal["a", "b"]
More = Literal[Mode, "c", 3]
ALL = get_args(More)

@flow
def main(a: Mode, b: More = "c", c: Literal[True, False] = True, d: Literal[None] = None, e: Literal[None, "x"] = None,
         f: Optional[Literal[1, 2]] = None, g: Union[Literal["x"], Literal["y", 1]] = "x", h: List[Literal["p", "q"]] = ["p"],
         i: Literal[C.R] = C.R, j: Literal[C.R, C.N, "z"] = "z", k: Literal[I.A, 2] = I.A, l: Literal[b"raw"] = b"raw", m: Literal[1, "1", True] = 1,
         n: Literal["only"] = "only", o: Literal[-1, 0] = -1, p: tuple = ALL, q: Mode = ALL[0]):
    pass
