from types import SimpleNamespace
from prefect import flow

@flow(name="inst")
def _etl(x: int = 1):
    """ETL."""

class P:
    def __init__(self, f):
        self.etl = f.with_options(retries=1)

p = P(_etl)
