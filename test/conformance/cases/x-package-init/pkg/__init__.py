from pkg.consts import N
from pkg import consts
import pkg.consts as again
from prefect import flow

@flow
def main(n: int = N, m: int = consts.N + again.N):
    """Package."""
