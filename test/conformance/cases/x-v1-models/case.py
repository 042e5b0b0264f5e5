import typing as t
from typing import Any, Dict, List, Optional, Union

from pydantic import v1 as old
from pydantic.v1 import BaseModel, Field, validator

from prefect import flow


class Address(BaseModel):
    street: str
    zip_code: str = Field("00000", min_length=5, max_length=9, regex=r"^\d+$")
    lat: float = Field(None, ge=-90, le=90)


class Base(BaseModel):
    """The base.

    With more lines.
    """

    id_: int
    kind: str = "base"


class Person(Base):
    first_name: str = Field(..., title="Given name", description="first")
    age: Optional[int] = Field(None, gt=0, lt=200)
    home: Address
    work: Optional[Address] = None
    described: Address = Field(..., description="somewhere")
    others: List[Address] = []
    by_name: Dict[str, Address] = {}
    either: Union[Address, str, None] = None
    anything: Any
    maybe: Optional[str]
    tags: List[str] = Field(default_factory=list)
    short: str = Field("x", alias="shortName")
    kind: str = "person"

    @validator("first_name")
    def check(cls, value):
        return value

    class Config:
        title = "A person"
        extra = "forbid"
        orm_mode = True


class Undocumented(Base):
    ratio: float = 2


@flow
def main(
    person: Person,
    plain,
    un: Undocumented = None,
    people: List[Person] = [],
    pick: Union[Address, Undocumented] = None,
    table: Dict[str, List[Person]] = {},
    number: t.Optional[float] = 1.5,
    dict: dict = {"a": 1},
):
    """Old.

    Args:
        person: who
        plain: nothing said
    """
