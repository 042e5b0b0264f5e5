"""Loads every flow of a folder and derives its schema with Prefect, some rounds, and says how long each one took.

One round is the whole of a cold process; the last ones say what a warm process needs.
"""

import os
import sys
import time

folder, count, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.chdir(folder)

from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

for _ in range(rounds):
    began, used = time.perf_counter(), time.process_time()
    for index in range(count):
        flow = load_flow_from_entrypoint(f"flows/part_{index % 20}/flow_{index}.py:load_{index}")
        parameter_schema(flow).model_dump(mode="json")
    print(f"round {time.perf_counter() - began:.6f} {time.process_time() - used:.6f}", flush=True)
