from ..config import RETRIES
from .other import LIMIT
from prefect import flow

@flow(retries=RETRIES)
def main(n: int = RETRIES, m: int = LIMIT):
    """From src."""
