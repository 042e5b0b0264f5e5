from prefect import flow

def _etl(x: int = 1):
    """ETL."""

class Pipelines:
    etl = staticmethod(flow(_etl, name="cls-attr"))
