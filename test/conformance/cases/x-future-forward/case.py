from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from pydantic import BaseModel

from prefect import flow

if TYPE_CHECKING:
    from decimal import Decimal


@flow
def main(later: Later, tree: Optional[Tree] = None, n: "int" = 3):
    pass


class Later(BaseModel):
    x: int
    tree: list[Tree] = []


class Tree(BaseModel):
    """Tree."""

    left: Tree | None = None
    value: "str" = ""
