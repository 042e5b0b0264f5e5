from typing import Literal

from prefect import flow


@flow(name="load", log_prints=True)
def load_table(table: str, mode: Literal["append", "replace"] = "append") -> str:
    """Writes what was transformed into a table."""
    print(f"loading into {table}, mode {mode}")
    return table
