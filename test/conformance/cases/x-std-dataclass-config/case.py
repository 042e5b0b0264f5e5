from dataclasses import dataclass
from pydantic import ConfigDict
from prefect import flow

@dataclass
class A:
    __pydantic_config__ = ConfigDict(extra="forbid", title="Titled")
    x: int = 1

@flow
def main(a: A):
    pass
