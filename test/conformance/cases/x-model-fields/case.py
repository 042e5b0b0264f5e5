from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Dict, Final, List, Optional, Set, Tuple
from uuid import UUID
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, computed_field, field_validator, model_validator, field_serializer, model_serializer
from prefect import flow

class Base(BaseModel):
    model_config = ConfigDict(extra="forbid", title="Based", json_schema_extra={"examples": [{"a": 1}]})
    REGISTRY: ClassVar[dict] = {}
    _secret: int = PrivateAttr(default=3)
    a: int = Field(default_factory=lambda: 3, ge=0)
    b: List[str] = Field(default_factory=list, min_length=0, max_length=5)
    c: Dict[str, Any] = Field(default_factory=dict, description="c's\ntext")
    d: Optional[Decimal] = Field(None, max_digits=5, decimal_places=2)
    e: Tuple[int, ...] = (1, 2)
    f: Set[int] = Field(default={1}, examples=[[1, 2]])
    g: Path = Path("/tmp") / "x"
    h: UUID = UUID("12345678123456781234567812345678")
    i: Final[int] = 4
    j: float = Field(default=1.0, gt=0, lt=10, multiple_of=0.5, deprecated=True)
    k: str = Field("x", pattern=r"^\w+$", json_schema_extra={"format": "word", "x-order": 2}, alias="kay")
    l: bytes = b"ab"
    m: date = date(2020, 2, 29)
    n: str = Field(exclude=True, default="hidden", repr=False)
    o: str = Field(validation_alias="ooh", default="o")
    p: int = Field(init=False, default=1, frozen=True)

    @computed_field
    @property
    def total(self) -> int:
        return 1

    @field_validator("a", mode="before")
    @classmethod
    def check_a(cls, value):
        return value

    @model_validator(mode="after")
    def check(self):
        return self

class Child(Base):
    """A child."""
    a: str = "now text"
    z: int

    model_config = ConfigDict(title="Childish")

@flow
def main(base: Base, child: Child, children: List[Child] = [], opt: Optional[Base] = None):
    """Fields."""
