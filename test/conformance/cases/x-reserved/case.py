from prefect import flow

@flow
def main(x: int, return_state: bool = False):
    pass
