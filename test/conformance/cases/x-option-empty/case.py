from prefect import flow

@flow(name="", description="", version=None, flow_run_name=None, retries=None, on_completion=[], task_runner=None, validate_parameters=None)
def main(x: int = 1):
    """Doc."""
