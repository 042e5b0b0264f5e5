from base import *
from more import *
from prefect import flow
try:
    _hidden
except NameError:
    _hidden = "not imported"

@flow
def main(a: Alias = A, b: int = B, h: str = _hidden, k: Kind = Kind.X):
    pass
