from datetime import date, datetime
from enum import Enum
from typing import Any, Dict, List, Optional, Tuple, Union
from pydantic.v1 import BaseModel, Field
from prefect import flow

class Kind(Enum):
    """Kinds."""
    A = "a"
    B = 2

class Sub(BaseModel):
    """A sub."""
    x: int = 1
    when: Optional[datetime] = None
    tags: List[str] = []

class M(Sub):
    sub: Sub = Sub()
    kind: Kind = Kind.A
    name: str = Field(..., title="Name", description="the name", max_length=5)
    by: Dict[str, int] = {}

@flow
def main(m: M, a, b=2, c: int = 3, d: Optional[int] = None, e: Union[int, str] = 1, f: List[Sub] = [], g: Tuple[int, str] = (1, "x"), h: Dict[str, Any] = {}, i: date = date(2024, 1, 1), j: bool = True, k: float = 1, l: Any = None, n: Kind = Kind.A):
    """Doc.

    Args:
        m: model
        c: number
    """
