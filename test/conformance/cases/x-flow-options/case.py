from datetime import timedelta

from prefect import flow, task
from prefect.task_runners import ThreadPoolTaskRunner


def hook(flow, flow_run, state):
    pass


def run_name():
    return "x"


@flow(
    name="opts",
    flow_run_name=run_name,
    retries=2,
    retry_delay_seconds=1.5,
    timeout_seconds=30,
    task_runner=ThreadPoolTaskRunner(max_workers=4),
    on_completion=[hook],
    on_failure=[hook, lambda f, r, s: None],
    log_prints=True,
    persist_result=False,
    validate_parameters=False,
    result_storage="local-file-system/x",
    result_serializer="json",
    cache_result_in_memory=False,
)
def main(a: int = 1):
    pass
