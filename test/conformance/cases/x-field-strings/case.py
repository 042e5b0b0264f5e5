import re
from typing import Annotated, Optional

from pydantic import Field, StringConstraints, StrictStr, conbytes, conlist, conset, constr

from prefect import flow

Slug = constr(pattern=r"^[a-z-]+$", min_length=2, max_length=8, strip_whitespace=True, to_lower=True)


@flow
def main(
    a: Annotated[str, Field(min_length=1, max_length=3, pattern=r"^\w+$")],
    b: Annotated[str, StringConstraints(min_length=1, to_upper=True, pattern="a|b")],
    c: Slug,
    d: conbytes(min_length=1, max_length=9),
    e: conlist(int, min_length=1, max_length=2),
    f: conset(str, min_length=1),
    g: StrictStr = "s",
    h: Annotated[Optional[str], Field(max_length=2)] = None,
    i: Annotated[bytes, Field(min_length=1)] = b"x",
    j: Annotated[str, StringConstraints(pattern=re.compile("^x"))] = "x",
    k: Annotated[dict[str, int], Field(min_length=1)] = {"a": 1},
    l: dict[Annotated[str, Field(pattern="^k")], int] = {},
    m: dict[Annotated[str, Field(min_length=2)], int] = {},
    n: dict[int, str] = {1: "x"},
    o: Annotated[tuple[int, ...], Field(min_length=1, max_length=5)] = (1,),
    p: Annotated[set[int], Field(max_length=5)] = {1},
    q: Annotated[frozenset[int], Field(min_length=1)] = frozenset({2}),
):
    pass
