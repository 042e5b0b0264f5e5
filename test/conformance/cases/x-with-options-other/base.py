from prefect import flow

@flow(name="etl", retries=1, version="7")
def etl(x: int = 1):
    """Etl."""
