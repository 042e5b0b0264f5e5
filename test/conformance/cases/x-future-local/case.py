from __future__ import annotations
from prefect import flow

def make():
    class Local:
        pass

    @flow(name="made")
    def inner(x: int, y: Local = None):
        pass

    return inner

main = make()
