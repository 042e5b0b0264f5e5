from __future__ import annotations
from typing import TYPE_CHECKING, Optional
from prefect import flow
if TYPE_CHECKING:
    from somewhere import Result

@flow
def main(a: int, b: Optional[str] = None, *, c: list[int] = [1]) -> Result:
    """Doc.

    Args:
        a: an a
    """
