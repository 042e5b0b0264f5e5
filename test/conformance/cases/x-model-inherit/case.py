from typing import Annotated, Any, ClassVar, Generic, List, Literal, Optional, TypeVar
from pydantic import BaseModel, ConfigDict, Field
from prefect import flow

class Base(BaseModel):
    """Base doc."""
    model_config = ConfigDict(str_max_length=10, title="Base title", json_schema_extra={"x": 1})
    a: int
    b: str = "b"
    c: Annotated[Optional[int], Field(gt=0, description="c of base")] = None

class Child(Base):
    a: Literal[1] = 1
    b: str
    d: "Annotated[str, Field(min_length=1)]" = "d"

class GrandChild(Child):
    """Grand doc."""
    model_config = ConfigDict(title=None, extra="allow")
    c: Any = Field(default=3, title="C!")

class Other(BaseModel):
    c: float = 0.5
    z: int = 26

class Both(Other, Base):
    y: ClassVar = 25
    w = "not annotated" if False else None

@flow
def main(base: Base, child: Child, grand: GrandChild):
    pass
