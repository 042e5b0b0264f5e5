from enum import Enum
from typing import Optional
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel, to_pascal
from prefect import flow

def schema_extra(schema):
    schema["x-made"] = True

class E(Enum):
    A = 1

class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    first_name: str
    last_name: str = Field("x", alias="surname")
    middle_name_long: Optional[str] = Field(None, title="Middle!")

class Pascal(Camel):
    model_config = {"alias_generator": to_pascal, "extra": "allow"}
    other_one: int = 3

class Extra(BaseModel):
    model_config = ConfigDict(extra="ignore", json_schema_extra={"description": "from extra", "examples": []}, title="T", use_enum_values=True, frozen=True)
    e: E = E.A

class Described(BaseModel, title="By keyword", extra="forbid"):
    """   Indented
      docs   """
    x: int = 0

class Titles(BaseModel):
    model_config = ConfigDict(field_title_generator=lambda name, info: name.upper(), model_title_generator=lambda cls: f"<{cls.__name__}>")
    some_field: int = 0
    titled: int = Field(0, title="mine")

class Defaults(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True, str_max_length=10, str_min_length=1, ser_json_timedelta="float", regex_engine="python-re")
    s: str = "x"

@flow
def main(a: Camel, b: Pascal, c: Extra, d: Described, f: Defaults, e: Titles = None):
    pass
