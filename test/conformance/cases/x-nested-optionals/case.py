from typing import Any, Dict, List, Optional, Tuple, Union
from prefect import flow

@flow
def main(a: Optional[Optional[int]], b: Union[int, None, str] = None, c: Union[Union[int, str], Union[str, float]] = 1, d: int | str | None = None,
         e: None | int = None, f: List[int | None] = [], g: Dict[str, Optional[List[Optional[int]]]] = {}, h: Optional[Any] = None, i: Union[None] = None,
         j: Union[int] = 1, k: Tuple[Optional[int], ...] = (), l: tuple[int | None, str] = (None, "x"), m: Optional[dict] = None, n: Union[List[int], List[str], None] = None,
         o: None = None, p: Union[bool, int, float] = True, q: "Optional[int]" = None, r: "int | None" = 3, s: Optional["int"] = None, t: list[list[list[int]]] = [[[1]]], u: dict[str, dict[int, bool | None]] = {}):
    pass
