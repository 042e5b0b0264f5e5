import attr
import attrs
from attrs import define, field, frozen
from prefect import flow

@define
class A:
    x: int = 1
    y: list = field(factory=list)

@frozen
class B:
    z: str

@attr.s(auto_attribs=True)
class C:
    q: int = 3

@flow
def main(a: A, b: B = None, c: C = None):
    pass
