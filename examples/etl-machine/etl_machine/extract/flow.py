from prefect import flow

from etl_machine.rows import numbered


@flow(log_prints=True)
def extract(count: int = 3) -> int:
    """Reads rows from the source."""
    rows = numbered(count)
    print(f"extracted {len(rows)} rows")
    return len(rows)
