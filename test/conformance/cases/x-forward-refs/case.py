from __future__ import annotations
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Dict, List, Optional
from pydantic import BaseModel
from prefect import flow

if TYPE_CHECKING:
    from collections.abc import Sequence

class Node(BaseModel):
    name: str
    children: list[Node] = []
    parent: Node | None = None
    tree: Optional[Tree] = None

class Tree(BaseModel):
    root: Node
    index: Dict[str, Node] = {}

@dataclass
class Link:
    to: Link | None = None
    others: list[Link] = field(default_factory=list)

@flow
def main(tree: Tree, link: Link, later: Later, n: Optional[Node] = None) -> Sequence[int]:
    """Forward.

    Args:
        tree (Tree): the tree
    """

class Later(BaseModel):
    x: int = 1
