from prefect import flow


@flow(log_prints=True)
def report(period: str = "day") -> None:
    """Writes the report that everybody reads in the morning."""
    print(f"The report of the {period}")
