from typing import AsyncGenerator

from prefect import flow


@flow(name="agen")
async def main(n: int = 3, *, step: float = 0.5) -> AsyncGenerator[int, None]:
    """Count."""
    for i in range(n):
        yield i
