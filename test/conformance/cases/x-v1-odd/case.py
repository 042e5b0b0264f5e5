from typing import Dict, List, Optional, Union

from pydantic.v1 import BaseModel, Field
from typing_extensions import Annotated

from prefect import flow


class Parent(BaseModel):
    "Parent doc"

    class Config:
        extra = "allow"
        title = "Parent title"

    x: int = 1


class Child(Parent):
    y: "int" = 2

    class Config:
        extra = "forbid"


class Grand(Child):
    """"""

    x: float = 3
    z: str = Field(default="z", title="Zed", repr=False)
    deep: Dict[str, Dict[str, Parent]] = {}
    trail_: int = 0
    camelCase: int = 0
    with2digits_x1y: Optional[int] = Field(description="no default")


class Outer:
    class Nested(BaseModel):
        a: Optional[List[Child]] = Field(default=None, description="kids")


@flow
def main(
    first: Parent,
    second: Union[Child, None] = None,
    third: Optional[Grand] = None,
    nested: Outer.Nested = None,
    many: List[Optional[Grand]] = [],
    pair: Union[Parent, List[Child]] = None,
    text: str = "",
    zero: int = 0,
    off: bool = False,
    position: int = 4,
    title: str = "t",
):
    """
    Args:
        first: the first one
        second (Child): the second
            on two lines
        zero: nothing
    """
