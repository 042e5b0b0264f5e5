from __future__ import annotations

from typing import TYPE_CHECKING

from prefect import flow

if TYPE_CHECKING:
    from decimal import Decimal


@flow
def main(a: Decimal, b: int = 1, c: list[int] = [1], d: str = "x"):
    """Doc.

    Args:
        a: the a
    """
