from abc import ABC, abstractmethod
from typing import ClassVar, Generic, List, Optional, TypeVar
from pydantic import BaseModel, Field
from prefect import flow

T = TypeVar("T")

class Named(BaseModel):
    name: str = "n"

class Timed(BaseModel):
    at: Optional[int] = None
    name: str = "timed"

class Abstract(BaseModel, ABC):
    kind: str
    @abstractmethod
    def go(self): ...

class Both(Named, Timed):
    z: ClassVar[int] = 3

class Concrete(Abstract, Named):
    kind: str = "concrete"
    def go(self):
        return 1

class Page(Named, Generic[T]):
    items: List[T] = Field(default_factory=list)

@flow
def main(b: Both, a: Abstract, c: Concrete, p: Page[Both], q: Page[Page[int]], r: Page = None):
    pass
