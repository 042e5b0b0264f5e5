from prefect import flow


@flow(log_prints=True)
def report(day: str = "today", rows: int = 100) -> str:
    """Writes the report of one day."""
    print(f"reporting {rows} rows of {day}")
    return day
