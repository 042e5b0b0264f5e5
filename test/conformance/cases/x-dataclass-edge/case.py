import dataclasses
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Dict, List, Optional, Union
from prefect import flow

class E(Enum):
    A = "a"

@dataclass
class Leaf:
    n: int = 1
    when: date = date(2024, 1, 1)
    p: Path = Path("x")

@dataclass(order=True)
class Tree:
    """Tree doc.

    More.
    """
    leaf: Leaf = field(default_factory=Leaf)
    leaves: List[Leaf] = field(default_factory=list)
    e: E = E.A
    extra: Dict[str, Any] = field(default_factory=dict)
    other: Union["Tree", None] = None

BIG = Tree(leaves=[Leaf(2), Leaf(n=3)], other=Tree())

@flow
def main(a: Leaf, b: Tree, c: Tree = BIG, d: Leaf = replace(Leaf(), n=9), e: dict = asdict(Leaf(4)), f: tuple = astuple(Leaf(5)), g: List[Tree] = [Tree()], h: Optional[Leaf] = None, i: Union[Leaf, Tree, None] = Leaf(7), names: list = [f.name for f in fields(Leaf)]):
    pass
