from __future__ import annotations

from typing import List, Optional

from pydantic.v1 import BaseModel, Field

from prefect import flow


class Inner(BaseModel):
    size: int = Field(3, ge=1)


class Outer(BaseModel):
    inner: Inner
    more: Optional[List[Inner]] = None
    text: str = "t"


@flow
def main(outer: Outer, outers: Optional[List[Outer]] = None, count: int = 1):
    pass
