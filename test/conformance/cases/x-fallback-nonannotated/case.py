from typing import ClassVar
from pydantic import BaseModel, Field
from prefect import flow

class Good(BaseModel):
    K: ClassVar[int] = 3
    _private = 4
    def method(self): ...
    class Inner:
        pass

class Sub(Good):
    K = 5

class Bad(BaseModel):
    x = 3

class Bad2(BaseModel):
    y = Field(3)

@flow
def main(g: Good, s: Sub, n: int = 1):
    """Doc."""
