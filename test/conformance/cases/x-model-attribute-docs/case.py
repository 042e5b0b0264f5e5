from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from prefect import flow


class Base(BaseModel):
    """Base."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    a: int
    """The a."""

    b: int = 2
    """The b.

        indented
    more
    """
    c: int = Field(3, description="from Field")
    """Not this."""
    d: Annotated[int, Field(description="from Annotated")] = 4
    """Not that."""
    e: int = Field(default=5, gt=1)
    """The e."""
    K: ClassVar[int] = 1
    """A constant."""
    f: int = 6

    """After a blank line."""
    g: int = 7
    "first" " second"
    h: int = 8
    f"no {1}"
    """after an expression"""


class Child(Base):
    a: str
    z: int = 0
    """The z."""


@flow
def main(base: Base, child: Child):
    pass
