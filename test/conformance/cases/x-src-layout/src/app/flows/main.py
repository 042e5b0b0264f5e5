from app.config import RETRIES, Mode
from prefect import flow

@flow(retries=RETRIES)
def main(mode: Mode = Mode.A, n: int = RETRIES):
    """From src."""
