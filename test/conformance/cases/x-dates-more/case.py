from datetime import MAXYEAR, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import flow

EPOCH = datetime(1970, 1, 1)


@flow
def main(
    a: datetime = datetime(2024, 7, 1, tzinfo=ZoneInfo("UTC")),
    b: date = date.max,
    c: datetime = EPOCH.replace(year=2000, hour=5),
    d: str = EPOCH.isoformat(),
    e: datetime = datetime.combine(date(2020, 2, 2), time(3, 4)),
    f: timedelta = datetime(2020, 1, 2) - datetime(2020, 1, 1, 12),
    g: int = date(2024, 12, 25).weekday(),
    h: str = f"{date(2024, 1, 5):%d.%m.%y}",
    i: int = (date(2024, 3, 1) - date(2024, 2, 1)).days,
    j: bool = date(2020, 1, 1) < date(2021, 1, 1),
    k: timedelta = timedelta(hours=1) * 3 / 2,
    l: str = str(timedelta(days=2, seconds=5)),
    m: date = date.fromordinal(738000),
    n: tuple = date(2024, 1, 1).isocalendar()[:2],
    o: date = EPOCH.date(),
    p: ZoneInfo = ZoneInfo("Europe/Berlin"),
    q: int = MAXYEAR,
    r: list[Path] = [Path("."), Path(""), Path("~/x")],
    s: str = str(Path("a/./b/")),
    t: str = Path("/a/b/c.d").parent.name,
    u: bool = Path("x.py").suffix in (".py",),
    v: Path = Path("a").joinpath("b", "/c"),
):
    pass
