from typing import Generator, Iterator
from prefect import flow

@flow
def main(n: int = 3) -> Generator[int, None, None]:
    """Yields."""
    def inner():
        yield 1
    other = 1
    yield from inner()
