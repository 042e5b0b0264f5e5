from typing import List, Optional, Union

from pydantic import BaseModel

from prefect import flow


class M(BaseModel):
    x: int


class N(BaseModel):
    x: int


@flow
def main(
    a: Union[int, None, str],
    b: Union[None, int],
    c: Union[int, Union[str, Optional[float]]],
    d: Optional[Union[M, N]],
    e: Union[M, dict],
    f: Union[List[int], List[str]],
    g: int | str | None,
    h: Union[int, int],
    i: Optional[Optional[int]] = None,
    j: Union[bool, int] = True,
    k: list[int | None] = [],
    l: dict[str, Union[int, list[str]]] = {},
    m: Union[str, object] = "x",
    n: Union[M, None] = M(x=1),
):
    pass
