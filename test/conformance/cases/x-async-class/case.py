from prefect import flow

class Jobs:
    @flow(log_prints=True)
    async def run(self, a: int, b: str = "x") -> None:
        """Async method."""
        yield 1
