"""Makes jobs of templates and job variables, by the very classes that Prefect's workers use.

Reads a list of {"type", "template", "values"} from standard input and prints the configurations.
"""

import asyncio
import json
import sys

from prefect.workers.base import BaseJobConfiguration
from prefect.workers.process import ProcessJobConfiguration


class AnyJobConfiguration(BaseJobConfiguration, extra="allow"):
    """Keeps every key, whatever worker it is for."""


async def render(asked: dict) -> dict:
    kind = ProcessJobConfiguration if asked["type"] == "process" else AnyJobConfiguration
    configuration = await kind.from_template_and_values(
        base_job_template=asked["template"], values=asked["values"]
    )
    return configuration.model_dump(mode="json", exclude_unset=True)


async def main() -> list:
    return [await render(asked) for asked in json.load(sys.stdin)]


print(json.dumps(asyncio.run(main())))
