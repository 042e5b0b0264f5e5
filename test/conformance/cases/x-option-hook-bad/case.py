from prefect import flow

def hook(flow, run, state): ...

@flow(on_failure=hook)
def main(x: int = 1):
    pass
