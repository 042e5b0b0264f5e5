from enum import Enum
from typing import Any, Literal
from datetime import date, datetime, timedelta
from pydantic.v1 import BaseModel, Field, constr, conint, confloat, conlist, EmailStr, HttpUrl, SecretStr
from prefect import flow

class Color(str, Enum):
    """Colours."""
    RED = "red"
    BLUE = "blue"

class M(BaseModel):
    s: constr(min_length=2, max_length=5, regex="^a")
    i: conint(gt=1, lt=9, multiple_of=2)
    f: confloat(ge=0.5) = 1.5
    l: conlist(int, min_items=1, max_items=4) = [1]
    color: Color = Color.RED
    mode: Literal["x", "y"] = "x"
    secret: SecretStr = SecretStr("p")
    when: datetime = datetime(2024, 1, 2, 3, 4, 5)
    day: date = date(2024, 1, 2)
    aliased: int = Field(3, alias="Aliased-Name")
    anything: Any = None
    span: timedelta = timedelta(hours=1)

@flow
def main(m: M, c: Color = Color.BLUE):
    pass
