from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique, member, nonmember
from typing import Dict, List, Literal, Optional
from prefect import flow

class S(StrEnum):
    ALPHA = auto()
    BETA = auto()
    GAMMA = "g"

@unique
class I(IntEnum):
    """Numbers."""
    ONE = 1
    TWO = auto()
    TEN = 10
    ELEVEN = auto()

class F(Flag):
    R = auto()
    W = auto()
    RW = R | W

class G(IntFlag):
    X = 1
    Y = 2
    Z = X | Y

class T(Enum):
    A = (1, "a")
    B = (2, "b")
    def __init__(self, number, letter):
        self.number = number
        self.letter = letter
    @property
    def shown(self):
        return f"{self.number}{self.letter}"

class Fl(float, Enum):
    HALF = 0.5
    ONE = 1.0

class B(bytes, Enum):
    A = b"a"

class Mixed(Enum):
    A = 1
    B = "b"
    C = 2.5
    D = None
    E = True

class N(Enum):
    X = 1
    helper = nonmember(5)
    Y = member(2)

class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)
    ONE = auto()
    TWO = auto()

@flow
def main(s: S, i: I, f: F, g: G, t: T, fl: Fl, b: B, m: Mixed, n: N, au: Auto,
         s2: S = S.ALPHA, i2: I = I.ELEVEN, f2: F = F.RW, g2: G = G.X | G.Y, t2: T = T.A, fl2: Fl = Fl.HALF,
         m2: Mixed = Mixed.D, au2: Auto = Auto.TWO, shown: str = T.B.shown, d: Dict[S, int] = {S.BETA: 1}, l: List[I] = [I.ONE], lit: Literal[S.ALPHA, I.ONE] = S.ALPHA, o: Optional[S] = None):
    """Enums."""
