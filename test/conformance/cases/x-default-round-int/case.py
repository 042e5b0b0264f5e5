from enum import IntEnum
from typing import Literal

from pydantic import Field
from typing_extensions import Annotated

from prefect import flow


class Size(IntEnum):
    HUGE = 10**18


@flow
def main(
    a: int = 10**16,
    b: int = -(10**17),
    c: int = 2**53,
    d: int = -9007199254740994,
    e: list = [10**18, {"k": 9007199254740992}],
    f: Annotated[int, Field(le=10**18)] = 1,
    g: Literal[20000000000000000] = 20000000000000000,
    h: Size = Size.HUGE,
):
    pass
