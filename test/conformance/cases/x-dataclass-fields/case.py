from dataclasses import dataclass, field, KW_ONLY, InitVar
from datetime import timedelta
from typing import Any, ClassVar, Dict, List, Optional
from pydantic import Field
from prefect import flow

@dataclass
class Point:
    x: int
    y: int = 0
    tags: List[str] = field(default_factory=list)
    hidden: int = field(default=3, init=False)
    meta: str = field(default="m", metadata={"title": "T", "description": "D"}, repr=False)
    count: ClassVar[int] = 0
    init_only: InitVar[int] = 5

    def __post_init__(self, init_only):
        pass

@dataclass(kw_only=True, frozen=True, slots=True)
class Config:
    """The config."""
    name: str = "n"
    required: int
    limits: Dict[str, float] = field(default_factory=lambda: {"cpu": 1.5})
    points: List[Point] = field(default_factory=lambda: [Point(1)])

@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 2
    c: str
    d: int = Field(default=4, ge=1, description="with pydantic")
    e: Optional["Mixed"] = None

@dataclass
class Child(Point):
    z: float = 1.5
    x: str = "changed"

@flow
def main(p: Point, c: Config, m: Mixed, ch: Child, d: Point = Point(1, 2, ["a"]), e: Config = Config(required=3)):
    """Classes."""
