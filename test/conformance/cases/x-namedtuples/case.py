from collections import namedtuple
from typing import Generic, List, NamedTuple, Optional, TypeVar
from prefect import flow

T = TypeVar("T")

class P(NamedTuple):
    """A point."""
    x: int
    y: float = 0.5
    label: Optional[str] = None
    def norm(self):
        return self.x

class G(NamedTuple, Generic[T]):
    item: T
    more: List[T] = []

Old = namedtuple("Old", ["a", "b"], defaults=[3])

@flow
def main(p: P, g: G[int], o: Old, d: P = P(1), e: List[P] = [P(1, 2.0, "x")], n: Old = Old(1), raw: G = G(1)):
    pass
