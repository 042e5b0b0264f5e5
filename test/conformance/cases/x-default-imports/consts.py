from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path, PurePosixPath
from uuid import UUID, NAMESPACE_DNS, uuid5

class Level(Enum):
    LOW = "low"
    HIGH = "high"
    DEFAULT = LOW

ROOT = Path("/data")
RAW = ROOT / "raw" / "x.parquet"
START = date(2024, 2, 29)
NOW = datetime(2024, 1, 1, 12, 30, tzinfo=timezone.utc)
PAUSE = timedelta(hours=1, minutes=30, seconds=5, milliseconds=250)
PRICE = Decimal("19.990")
ID = UUID(int=5)
NAMED = uuid5(NAMESPACE_DNS, "example.org")
RATIO = 3 / 8
BIG = 10 ** 12
MASK = 0xFF & ~0x0F
NAMES = tuple(sorted({"b", "a", "c"}))
TABLE = {n: i for i, n in enumerate(NAMES, start=1)}
__all__ = ["Level", "ROOT", "RAW", "START", "NOW", "PAUSE", "PRICE", "ID", "NAMED", "RATIO", "BIG", "MASK", "NAMES", "TABLE", "UUID", "Decimal", "Path"]
