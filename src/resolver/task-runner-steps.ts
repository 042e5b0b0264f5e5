import type { Deployment } from "../interfaces/deployment.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";

const workIn = "prefect.deployments.steps.set_working_directory";
const file = "meta_prefect_flow.py";

/** Where the run's own folder is, which Prefect removes after it; known to the steps that come later. */
const remember = `import os
os.environ["META_PREFECT_RUN_FOLDER"] = os.getcwd()
`;

/**
 * Writes the module that the entrypoint names into a new folder, in which the run then works until that module is asked for
 * its flow: it goes back to the code's folder, loads the real flow there and gives it the task runner. That may not
 * happen while the module itself is loaded, since Prefect holds a lock then. What is in the code's folder is sent along to
 * Dask's workers, which may not have it. No line may end inside of a text: what runs this indents all lines.
 */
const write = `import json, os, tempfile
code = os.path.abspath(globals().get("directory") or os.getcwd())
given = json.dumps(dict(task_runner, code=code))
lines = [
    "import importlib, json, os, sys",
    "import cloudpickle",
    "from prefect.flows import load_flow_from_entrypoint",
    "given = json.loads(" + repr(given) + ")",
    "def with_task_runner():",
    "    os.chdir(given['code'])",
    "    sys.path.insert(0, given['code'])",
    "    flow = load_flow_from_entrypoint(given['entrypoint'])",
    "    for module in list(sys.modules.values()):",
    "        path = os.path.abspath(getattr(module, '__file__', None) or os.sep)",
    "        if path.startswith(given['code'] + os.sep) and 'site-packages' not in path:",
    "            cloudpickle.register_pickle_by_value(module)",
    "    runner = getattr(importlib.import_module(given['module']), given['class'])",
    "    return flow.with_options(task_runner=runner(**given['options']))",
    "def __getattr__(name):",
    "    if name != given['entrypoint'].rsplit(':', 1)[1]:",
    "        raise AttributeError(name)",
    "    return with_task_runner()",
]
parent = os.environ.get("META_PREFECT_RUN_FOLDER", "")
folder = tempfile.mkdtemp(prefix="meta-prefect-", dir=parent if os.access(parent, os.W_OK) else None)
with open(os.path.join(folder, "${file}"), "w", encoding="utf-8") as module:
    module.write(chr(10).join(lines) + chr(10))
os.environ["META_PREFECT_FLOW_FOLDER"] = folder
`;

/**
 * The deployment with the entrypoint and pull steps that its task runner needs. A file is written, not a setting made,
 * because newer versions of Prefect do the pull steps in another process than the run.
 */
export function withTaskRunnerSteps(deployment: Deployment): Deployment {
  const { taskRunner, entrypoint, jobVariables = {} } = deployment;
  if (taskRunner === undefined || taskRunner === null || typeof entrypoint !== "string") return deployment;
  const { module, class: name, options } = taskRunner;
  const given = { module, class: name, options: settled(options, jobVariables), entrypoint };
  return {
    ...deployment,
    entrypoint: `${file}:${entrypoint.slice(entrypoint.lastIndexOf(":") + 1)}`,
    pullSteps: [
      ...fetching(deployment),
      python(write, { directory: "{{ directory }}", task_runner: given }),
      { [workIn]: { directory: "{{ $META_PREFECT_FLOW_FOLDER }}" } },
    ],
  };
}

/** The steps that fetch the code; without any, Prefect would look at `path`, or at the folder of the image. */
function fetching({ pullSteps, path }: Deployment): readonly JsonObject[] {
  const steps = pullSteps ?? [];
  const first = steps[0] ?? { [workIn]: { directory: path ?? "." } };
  const inFolder = first[workIn];
  const directory = isObject(inFolder) ? inFolder.directory : undefined;
  // Only as the first step may it be relative to where the image starts.
  const isRelative = typeof directory === "string" && !/^([/\\]|[A-Za-z]:)/.test(directory);
  return [...(isRelative ? [] : [python(remember)]), ...(steps.length > 0 ? steps : [first])];
}

/** Python's own function that runs a text in the process that calls it, and takes it by keyword, as steps do. */
function python(stmt: string, globals: JsonObject = {}): JsonObject {
  return { "timeit.timeit": { stmt, number: 1, globals } };
}

/** The options with job variables of the finished deployment where they refer to them; without what is not set. */
function settled(value: Json, jobVariables: JsonObject): Json {
  if (Array.isArray(value)) return value.map((item: Json) => settled(item, jobVariables));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const name = isObject(item) ? item["$jobVariable"] : undefined;
      if (typeof name !== "string") return [[key, settled(item, jobVariables)]];
      const set = jobVariables[name];
      return set === undefined ? [] : [[key, set]];
    }),
  );
}
