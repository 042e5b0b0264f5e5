import { setTimeout as sleep } from "node:timers/promises";
import { freshRequest } from "./fresh-request.ts";
import { unique } from "./unique.ts";

/** What a server under load answered. */
export interface LoadResult {
  readonly requests: number;
  /** How many it answered with a 5xx. */
  readonly refused: number;
  /** Its slowest answer, in milliseconds. */
  readonly slowest: number;
}

interface Project {
  readonly pool: string;
  readonly deployments: readonly string[];
}
type Ask = (method: string, path: string, body?: object) => Promise<string>;
type Round = (ask: Ask, project: Project, deployment: string) => Promise<void>;

/** What a worker, a run and a deploy ask. A busy SQLite refuses some of it at once. */
const parts: readonly Round[] = [
  async (ask, { pool }) => {
    await ask("POST", `/work_pools/${pool}/get_scheduled_flow_runs`);
    await ask("POST", `/work_pools/${pool}/workers/heartbeat`, { name: "w" });
  },
  async (ask, _, deployment) => {
    const id = idIn(await ask("POST", `/deployments/${deployment}/create_flow_run`));
    if (id === undefined) return;
    for (const type of ["PENDING", "RUNNING", "COMPLETED"]) {
      await ask("POST", `/flow_runs/${id}/set_state`, { state: { type } });
    }
  },
  async (ask, _, deployment) => {
    await ask("PATCH", `/deployments/${deployment}`, { description: String(performance.now()) });
    await ask("POST", "/deployments/filter");
  },
];

/**
 * Lets a worker, a run and a deploy of each of four projects ask a Prefect server at the same time, over and over.
 *
 * @param api base address
 * @param goesOn whether each of them begins its round of this number, from 0, after answers of at most so many milliseconds
 */
export async function loadServer(
  api: string,
  goesOn: (round: number, slowest: number) => boolean,
): Promise<LoadResult> {
  const projects: Project[] = [];
  for (let n = 0; n < 4; n++) projects.push(await makeProject(api));
  const result = { requests: 0, refused: 0, slowest: 0 };
  const ask: Ask = async (method, path, body = {}) => {
    const begin = performance.now();
    const { status, text } = await freshRequest(method, `${api}${path}`, JSON.stringify(body));
    result.requests += 1;
    if (status >= 500) result.refused += 1;
    result.slowest = Math.max(result.slowest, performance.now() - begin);
    return text;
  };
  const repeat = async (part: Round, project: Project): Promise<void> => {
    for (let round = 0; goesOn(round, result.slowest); round++) {
      await part(ask, project, project.deployments[round % project.deployments.length] ?? "");
    }
  };
  await Promise.all(projects.flatMap((project) => parts.map((part) => repeat(part, project))));
  return result;
}

async function makeProject(api: string): Promise<Project> {
  const pool = unique("busy");
  await create(api, "/work_pools/", { name: pool, type: "process" });
  const flow = await create(api, "/flows/", { name: pool });
  const deployments: string[] = [];
  for (const name of ["a", "b", "c", "d"]) {
    deployments.push(await create(api, "/deployments/", { name, flow_id: flow, work_pool_name: pool }));
  }
  return { pool, deployments };
}

async function create(api: string, path: string, body: object): Promise<string> {
  for (let attempt = 1; attempt <= 30; attempt++) {
    const { text } = await freshRequest("POST", `${api}${path}`, JSON.stringify(body));
    const id = idIn(text);
    if (id !== undefined) return id;
    await sleep(100 * attempt);
  }
  throw new TypeError(`${api}${path} makes nothing`);
}

function idIn(answer: string): string | undefined {
  return /"id":\s*"([^"]+)"/.exec(answer)?.[1];
}
