from datetime import date, datetime, timedelta, time
from typing import Dict, Optional, Tuple
from consts import *
import consts as c
from pydantic import SecretStr, SecretBytes
from prefect import flow

@flow(name=f"run-{Level.DEFAULT.value}-{START:%Y%m%d}", retries=len(NAMES), description=f"{PRICE:.1f} {RATIO:.2%} {BIG:,}")
def main(level: Level = Level.DEFAULT, raw: Path = RAW, root: Path = c.ROOT.parent, start: date = START, end: date = START + timedelta(days=1),
         now: datetime = NOW, until: Optional[datetime] = c.NOW + c.PAUSE, pause: timedelta = PAUSE, t: time = time(7, 30), price: Decimal = PRICE, price2: Decimal = PRICE * 2,
         i: UUID = ID, n: UUID = NAMED, ratio: float = RATIO, big: int = BIG, mask: int = MASK, names: Tuple[str, ...] = NAMES, table: Dict[str, int] = TABLE,
         secret: SecretStr = SecretStr("hush"), sb: SecretBytes = SecretBytes(b"x"), empty: SecretStr = SecretStr(""), stem: str = RAW.stem, suf: str = RAW.suffix, iso: str = START.isoformat(), ts: float = NOW.timestamp()):
    pass
