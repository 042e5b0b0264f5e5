from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Literal, Mapping, Optional, Sequence, Set, Tuple, Union
from uuid import UUID

from pydantic.v1 import BaseModel

from prefect import flow


class M(BaseModel):
    a: List[Dict[str, int]]
    b: Tuple[int, str]
    c: Tuple[float, ...] = (1.0, 2.0)
    d: Set[int]
    e: Literal["x", "y"] = "x"
    f: Union[int, str]
    g: Dict[str, Any] = {"k": [1, None]}
    h: Optional[Union[int, List[str]]]
    i: bool = False


@flow
def main(
    m: Optional[M],
    when: datetime,
    day: date,
    clock: time,
    wait: timedelta,
    amount: Decimal,
    where: Path,
    key: UUID,
    raw: bytes,
    bare: list,
    bare_dict: dict,
    bare_tuple: tuple,
    bare_set: set,
    names: Sequence[str],
    counts: Mapping[str, int],
    frozen: FrozenSet[str],
    fixed: Tuple[int, M],
    many: Tuple[M, ...],
    mode: Literal[1, 2],
    flag: Literal[True] = True,
    nested: List[List[M]] = [],
    anything: Any = 3,
    mixed: Union[int, List[M], None] = None,
    modern: int | None = None,
    new: list[str] | dict[str, int] = ["a"],
    any_dict: dict[str, Any] = {},
    any_list: list[Any] = [],
):
    pass
