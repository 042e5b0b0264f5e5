"""Turns job variables into the final job, by the very classes that Prefect's workers use.

Reads {"type", "template", "job_variables"} from standard input and prints the job's configuration.
"""

import asyncio
import json
import sys
from uuid import UUID

from prefect.client.schemas import FlowRun
from prefect_aws.workers.ecs_worker import ECSJobConfiguration
from prefect_docker.worker import DockerWorkerJobConfiguration
from prefect_kubernetes.worker import KubernetesWorkerJobConfiguration

CONFIGURATIONS = {
    "docker": DockerWorkerJobConfiguration,
    "ecs": ECSJobConfiguration,
    "kubernetes": KubernetesWorkerJobConfiguration,
}


async def render(asked: dict) -> dict:
    configuration = await CONFIGURATIONS[asked["type"]].from_template_and_values(
        base_job_template=asked["template"], values=asked["job_variables"]
    )
    run = FlowRun(id=UUID(int=1), flow_id=UUID(int=2), name="a-run")
    configuration.prepare_for_flow_run(run)
    return configuration.model_dump(mode="json")


print(json.dumps(asyncio.run(render(json.load(sys.stdin)))))
