import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { interpreterIn } from "../../src/hosts/python-environment.ts";
import { python } from "./prefect.ts";
import { makeProject, type ProjectFolder } from "./project-folder.ts";

const money = `
import enum
class Currency(enum.Enum):
    EUR = "eur"
    USD = "usd"
`;

const etl = `
import datetime
from acme_money import Currency
from prefect import flow

print("noise on stdout")

@flow(name="pay-out", retries=2)
def pay(currency: Currency, year: int = datetime.date(2020, 1, 1).today().year):
    """Pays.

    Args:
        currency: what is paid in
    """
`;

/** A flow that its source tells. */
export const plain = `
from prefect import flow

@flow(log_prints=True)
def plain(x: int = 1):
    """Adds."""
`;

/**
 * A project with flows that their source does not tell, and others that end or block the process that loads them. Its
 * .venv has the test's Prefect, and a package that is nowhere else. Call its `remove`.
 */
export async function makeFlowProject(): Promise<ProjectFolder> {
  const project = await makeProject({
    "flows/pay.py": etl,
    "flows/plain.py": plain,
    "exits.py": "import sys\nfrom prefect import flow\nsys.exit(3)\n",
    "ends.py": "import os\nos._exit(7)\n",
    "hangs.py": "import time\nwhile True:\n    time.sleep(1)\n",
    "raises.py": "from prefect import flow\n\nimport nowhere_to_be_found\n",
    "a/helper.py": "NAME = 'from-a'\n",
    "a/flow_a.py": "import helper\nfrom prefect import flow\n@flow(name=helper.NAME)\ndef f(): ...\n",
    "b/helper.py": "NAME = 'from-b'\n",
    "b/flow_b.py": "import helper\nfrom prefect import flow\n@flow(name=helper.NAME)\ndef f(): ...\n",
  });
  makeVenv(project.path);
  return project;
}

/** A .venv that has the test's Prefect, and a package that is nowhere else. */
function makeVenv(root: string): void {
  const folder = join(root, ".venv");
  execFileSync(python(), ["-m", "venv", "--without-pip", folder]);
  const site = sitePackages(interpreterIn(folder));
  writeFileSync(join(site, "shared.pth"), `${sitePackages(python())}\n`);
  writeFileSync(join(site, "acme_money.py"), money);
}

function sitePackages(interpreter: string): string {
  const question = "import sysconfig; print(sysconfig.get_path('purelib'))";
  return execFileSync(interpreter, ["-c", question], { encoding: "utf8" }).trim();
}

/** What Prefect itself derives of a flow in the project with this folder. */
export function schemaByPrefect(root: string, entrypoint: string): unknown {
  const code = `
import json, sys
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema
flow = load_flow_from_entrypoint(sys.argv[1])
print("schema:" + json.dumps(parameter_schema(flow).model_dump(mode="json")))
`;
  const interpreter = interpreterIn(join(root, ".venv"));
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const options = { cwd: root, encoding: "utf8", env } as const;
  const said = execFileSync(interpreter, ["-c", code, entrypoint], options);
  return JSON.parse(said.slice(said.indexOf("schema:") + "schema:".length));
}
