from prefect import flow

@flow
def main[T, U: int, *Ts, **P](a: T, b: U = 1, *args: *Ts, c: list[T] = [], **kwargs):
    """Generic flow."""
