from prefect import flow

@flow(flow_run_name=3)
def main(x: int = 1):
    pass
