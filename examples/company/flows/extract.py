from prefect import flow


@flow(log_prints=True)
def extract(day: str = "yesterday") -> str:
    """Copies the orders of a day from the shop."""
    print(f"Orders of {day}")
    return day
