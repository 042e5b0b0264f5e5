from typing import Dict, Generic, List, Optional, TypeVar, Union
from pydantic.v1 import BaseModel, Field, validator, root_validator, constr, conint
from prefect import flow

class Inner(BaseModel):
    """Inner doc."""
    a: int = Field(1, ge=0, le=10, description="an a", title="A!")
    b: Optional[str] = None
    c: List[int] = Field(default_factory=list, max_items=3)

    @validator("a")
    def check(cls, v):
        return v

class Outer(BaseModel):
    inner: Inner
    many: List[Inner] = []
    by_name: Dict[str, Inner] = {}
    either: Union[int, str] = 3

    @root_validator
    def both(cls, values):
        return values

    class Config:
        title = "The outer"
        extra = "forbid"

@flow
def main(o: Outer, i: Inner = Inner(a=4), n: int = 3, s: Optional[str] = None, l: List[str] = ["a"]):
    """Doc.

    Args:
        o: outer thing
        n: number
    """
