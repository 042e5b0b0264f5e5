import datetime as dt
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Optional, Union
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect import flow


@flow
def main(
    a: date = date(2024, 2, 29),
    b: datetime = datetime(2024, 1, 1, 12, 30),
    c: datetime = datetime(2024, 1, 1, tzinfo=timezone.utc),
    d: datetime = datetime(2024, 1, 1, 1, 2, 3, 456, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    e: time = time(1, 2),
    f: time = time(1, 2, 3, 500000, tzinfo=timezone.utc),
    g: timedelta = timedelta(days=1, hours=2, seconds=3.5),
    h: timedelta = timedelta(0),
    i: timedelta = -timedelta(minutes=90),
    j: Decimal = Decimal("1.50"),
    k: Decimal = Decimal("1E+3"),
    l: UUID = UUID("12345678123456781234567812345678"),
    m: UUID = uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"),
    n: Path = Path("a") / "b" / "../c.txt",
    o: Path = Path("/x/y.tar.gz").with_suffix(".zip"),
    p: PurePosixPath = PurePosixPath("a//b/./c"),
    q: Optional[datetime] = datetime.fromisoformat("2024-03-01T00:00:00+02:00"),
    r: Union[date, datetime] = date(2020, 1, 1) + timedelta(days=31),
    s: float = timedelta(weeks=1).total_seconds(),
    t: str = date(2024, 1, 5).strftime("%Y/%m/%d %A"),
    u: dt.timezone = timezone.utc,
    v: timedelta = timedelta(milliseconds=1),
    w: datetime = dt.datetime.strptime("2024-01-02", "%Y-%m-%d"),
    x: timedelta = timedelta(days=400, microseconds=5),
    y: datetime = datetime(1, 1, 1),
    z: str = Path("a/b.py").stem,
):
    pass
