import os

from prefect import flow


@flow(log_prints=True)
def add_two_numbers_flow(x: int, y: int) -> int:
    """Adds two numbers."""
    env = os.environ.get("META_PREFECT__ENV")
    print(f"Running {add_two_numbers_flow.name} in {env=}")
    return x + y
