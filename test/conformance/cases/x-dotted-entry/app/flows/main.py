import app.config as cfg
from app.config import RETRIES
from helper import H
from prefect import flow

@flow(retries=RETRIES)
def main(n: int = cfg.RETRIES, h: str = H):
    """From cwd."""
