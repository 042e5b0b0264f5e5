from typing import TYPE_CHECKING, List, Optional
from decimal import Decimal
from prefect import flow

if TYPE_CHECKING:
    from pandas import DataFrame
    from decimal import Context

@flow
def main(a: "Decimal", b: "Optional[int]" = None, c: List["Decimal"] = [], d: "Context" = None):
    """Doc.

    Args:
        a: first
    """
