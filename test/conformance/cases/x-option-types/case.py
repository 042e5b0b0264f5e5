from datetime import timedelta
from prefect import flow

def gen():
    return "n"

def hook(flow, run, state): ...

@flow(name="x" * 3, version=3, retries=True, retry_delay_seconds=timedelta(seconds=3).total_seconds(), timeout_seconds="5", flow_run_name=gen, on_completion=[hook], on_failure=[hook, hook], log_prints=1, persist_result=False)
def main(x: int = 1):
    pass
