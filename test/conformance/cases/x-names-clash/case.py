import one
import two
from pydantic import BaseModel

from prefect import flow


class Outer(BaseModel):
    class Config2(BaseModel):
        a: int = 1

    inner: Config2 = Config2()


class Other(BaseModel):
    class Config2(BaseModel):
        b: str

    inner: Config2


@flow
def main(a: one.Config, b: two.Config, c: Outer, d: Other, e: "one.Config | two.Config" = None):
    pass
