from typing import Dict, Generic, List, Optional, TypeVar
from pydantic import BaseModel, Field
from prefect import flow

K = TypeVar("K")
V = TypeVar("V", bound=BaseModel)
N = TypeVar("N", int, float)

class Item(BaseModel):
    n: int = 1

class Pair(BaseModel, Generic[K, V]):
    """A pair."""
    key: K
    value: V
    more: Dict[str, V] = {}

class Num(BaseModel, Generic[N]):
    n: N

class Strings(Pair[str, Item]):
    extra: bool = False

class Deep(BaseModel, Generic[K]):
    pairs: List[Pair[K, Item]] = Field(default_factory=list)
    opt: Optional[K] = None

@flow
def main(a: Pair[int, Item], b: Pair, c: Num[int], d: Num, e: Strings, f: Deep[str], g: Deep[List[int]] = Deep[List[int]](), h: List[Pair[str, Item]] = []):
    """Generic."""
