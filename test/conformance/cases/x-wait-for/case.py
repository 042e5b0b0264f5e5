from prefect import flow

@flow
def main(x: int, wait_for: list = None):
    pass
