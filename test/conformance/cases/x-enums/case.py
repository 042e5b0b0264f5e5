import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto

from prefect import flow


class Plain(Enum):
    """Plain doc."""

    A = "a"
    B = 2
    C = 3.5


class Strs(str, Enum):
    LOW = "low"
    HIGH = "high"
    MIN = "low"


class Ints(int, Enum):
    ONE = 1
    TWO = "2"


class Auto(Enum):
    X = auto()
    Y = auto()
    Z = 10
    W = auto()


class AutoStr(StrEnum):
    Hello_World = auto()
    BYE = auto()


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class IPerm(IntFlag):
    R = 4
    W = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 5

    def label(self) -> str:
        return self.name.title()


class Planet(Enum):
    EARTH = (5.97, 6.3)
    MARS = (0.64, 3.3)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj

    PX = (0, "P.X")
    PY = (1, "P.Y")


Func = Enum("Func", "A B C")
Func2 = Enum("Func2", {"x": 1, "y": "two"}, type=None)
Func3 = IntEnum("Func3", ["P", "Q"], start=5)


class Gen(str, Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)

    FIRST = auto()
    SECOND = auto()


class Mixed(float, Enum):
    HALF = 0.5
    ONE = 1


@flow
def main(
    a: Plain,
    b: Strs,
    c: Ints,
    d: Auto,
    e: AutoStr,
    f: Perm,
    g: IPerm,
    h: Level,
    i: Planet,
    j: Coord,
    k: Func,
    l: Func2,
    m: Func3,
    n: Gen,
    o: Mixed,
    p: Plain = Plain.B,
    q: Strs = Strs.MIN,
    r: Perm = Perm.RW,
    s: Level = Level.HIGH,
    t: Planet = Planet.MARS,
    u: str = Level.HIGH.label(),
    v: Coord = Coord.PY,
    w: Mixed = Mixed.ONE,
    x: list[Auto] = [Auto.X, Auto.W],
    y: dict[Strs, int] = {Strs.LOW: 1},
):
    pass
