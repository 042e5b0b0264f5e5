from prefect import flow


@flow(log_prints=True)
def transform(day: str = "yesterday", full: bool = False) -> int:
    """Turns orders into the tables of the warehouse."""
    print(f"Tables of {day}, {full=}")
    return 3
