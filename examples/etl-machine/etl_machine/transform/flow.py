from prefect import flow

from etl_machine.rows import numbered


@flow(log_prints=True)
def transform(factor: float = 2.0) -> float:
    """Multiplies what was extracted."""
    total = sum(row["number"] * factor for row in numbered(3))
    print(f"transformed to {total}")
    return total
