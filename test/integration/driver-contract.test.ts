import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { workPool, workQueue } from "../../src/components/declare.ts";
import type { Json } from "../../src/interfaces/json.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { reconcile, type Declared } from "../support/reconcile.ts";
import { unique } from "../support/unique.ts";

/** One kind of component on the real server, looked at without the code under test. */
interface Kind {
  readonly kind: string;
  /** A declaration that needs one component of the kind, named after the project. */
  readonly declare: (project: string) => Declared;
  /** What is on the server. */
  readonly look: (project: string) => Promise<unknown>;
  /** What people might do to it. */
  readonly drift: (project: string) => Promise<unknown>;
  /** Somebody else's, under the same name; undefined where the kind is shared by nature. */
  readonly foreign?: (project: string) => Promise<unknown>;
  /** A request by which the driver creates the component. */
  readonly creates: (method: string, path: string) => boolean;
}

const anything = z.looseObject({});
const plain = (
  project: string,
  fields: Declared["fields"] = {},
  requires: Declared["requires"] = [],
): Declared => ({
  flow: `${project}-flow`,
  name: "main",
  fields,
  requires,
});
const pool = (project: string): ReturnType<typeof workPool> =>
  workPool({
    name: `${project}-pool`,
    type: "process",
    concurrencyLimit: 3,
    templatePatches: [
      { path: ["variables", "properties", "team"], value: { type: "string", default: "data" } },
    ],
  });
const foreignPool = async (project: string): Promise<void> => {
  const body: Json = { name: `${project}-pool`, type: "process", base_job_template: {} };
  await raw("POST", "/work_pools/", body);
};
/** Without what the server changes by itself. */
const without = (thing: Record<string, unknown>): unknown =>
  JSON.parse(
    JSON.stringify(thing, (key, value: unknown) =>
      ["updated", "status", "last_polled"].includes(key) ? undefined : value,
    ),
  );

const kinds: readonly Kind[] = [
  {
    kind: "flow",
    declare: (project) => plain(project),
    look: async (project) => without(await read("GET", `/flows/name/${project}-flow`, anything)),
    drift: async (project) => {
      const { id } = await read("GET", `/flows/name/${project}-flow`, z.object({ id: z.string() }));
      await raw("PATCH", `/flows/${id}`, { tags: [] });
    },
    creates: (method, path) => method === "POST" && path.endsWith("/flows/"),
  },
  {
    kind: "work-pool",
    declare: (project) => plain(project, { workPool: `${project}-pool` }, [pool(project)]),
    look: async (project) => without(await read("GET", `/work_pools/${project}-pool`, anything)),
    drift: (project) => raw("PATCH", `/work_pools/${project}-pool`, { concurrency_limit: 99 }),
    foreign: foreignPool,
    creates: (method, path) => method === "POST" && path.endsWith("/work_pools/"),
  },
  {
    kind: "work-queue",
    declare: (project) => {
      const queue = workQueue({ pool: pool(project), queue: "urgent", concurrencyLimit: 2 });
      return plain(project, { workPool: `${project}-pool`, workQueue: "urgent" }, [pool(project), queue]);
    },
    look: async (project) =>
      without(await read("GET", `/work_pools/${project}-pool/queues/urgent`, anything)),
    drift: (project) => raw("PATCH", `/work_pools/${project}-pool/queues/urgent`, { concurrency_limit: 99 }),
    creates: (method, path) => method === "POST" && path.endsWith("/queues"),
  },
  {
    kind: "deployment",
    declare: (project) => plain(project, { description: "ours", tags: ["a"], concurrencyLimit: 2 }),
    look: async (project) => without(await read("GET", `/deployments/name/${project}-flow/main`, anything)),
    drift: async (project) => {
      const { id } = await read(
        "GET",
        `/deployments/name/${project}-flow/main`,
        z.object({ id: z.string() }),
      );
      await raw("PATCH", `/deployments/${id}`, { description: "theirs", tags: [], concurrency_limit: 9 });
    },
    foreign: async (project) => {
      const flow = await read("POST", "/flows/", z.object({ id: z.string() }), { name: `${project}-flow` });
      await raw("POST", "/deployments/", { name: "main", flow_id: flow.id, description: "theirs" });
    },
    creates: (method, path) => method === "POST" && path.endsWith("/deployments/"),
  },
];

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

const again = async (project: string, kind: Kind): Promise<void> => {
  proxy.clear();
  const { plan } = await reconcile(proxy.url, project, [kind.declare(project)]);
  expect(plan.changes).toEqual([]);
  expect(proxy.writes()).toEqual([]);
};

describe.each(kinds)("a $kind", (kind) => {
  it("that is missing is made, and the second time nothing is written [N1]", async () => {
    const project = unique();
    const { plan } = await reconcile(proxy.url, project, [kind.declare(project)]);
    expect(plan.changes.map((change) => [change.action, change.kind])).toContainEqual(["create", kind.kind]);
    const made = await kind.look(project);
    await again(project, kind);
    expect(await kind.look(project)).toEqual(made);
  });

  it("whose creation is cut off after the server did it is made once", async () => {
    const project = unique();
    let cut = 0;
    proxy.intercept = ({ method, path }) =>
      kind.creates(method, path) && cut++ === 0 ? { reset: "after" } : undefined;
    const { outcomes } = await reconcile(proxy.url, project, [kind.declare(project)]).finally(() => {
      proxy.intercept = undefined;
    });
    expect(cut).toBeGreaterThan(0);
    expect(outcomes.map(({ status }) => status)).not.toContain("failed");
    await again(project, kind);
  });

  it("that drifted is brought back by changing just that", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [kind.declare(project)]);
    const before = await kind.look(project);
    await kind.drift(project);
    expect(await kind.look(project)).not.toEqual(before);
    const { plan } = await reconcile(proxy.url, project, [kind.declare(project)]);
    expect(plan.changes.map((change) => [change.action, change.kind])).toEqual([["update", kind.kind]]);
    expect(await kind.look(project)).toEqual(before);
    await again(project, kind);
  });
});

const ownable = kinds.filter(
  (kind): kind is Kind & Required<Pick<Kind, "foreign">> => kind.foreign !== undefined,
);

describe.each(ownable)("a $kind that is nobody's", (kind) => {
  it("is refused and left alone, and taken over with --adopt", async () => {
    const project = unique();
    await kind.foreign(project);
    const before = await kind.look(project);
    proxy.clear();
    const refused = await reconcile(proxy.url, project, [kind.declare(project)], { refusable: true });
    expect(refused.plan.diagnostics.map(({ code }) => code)).toEqual(["not-ours"]);
    expect(proxy.writes()).toEqual([]);
    expect(await kind.look(project)).toEqual(before);
    const { plan } = await reconcile(proxy.url, project, [kind.declare(project)], { adopt: true });
    expect(plan.changes.map((change) => [change.action, change.kind])).toContainEqual(["adopt", kind.kind]);
    await again(project, kind);
  });
});

describe.each(ownable)("a $kind of another", (kind) => {
  it.each(["project", "environment"])("%s is refused even with --adopt, naming the owner", async (other) => {
    const project = unique();
    const owner = other === "project" ? `${project}-other` : project;
    await reconcile(proxy.url, owner, [kind.declare(project)], { environment: "prod" });
    const before = await kind.look(project);
    proxy.clear();
    const { plan } = await reconcile(proxy.url, project, [kind.declare(project)], {
      refusable: true,
      adopt: true,
    });
    const first = plan.diagnostics.find(({ message }) => message.startsWith(kind.kind.replace("-", " ")));
    expect(first?.code).toBe("owned-by-another");
    expect(first?.message).toContain(`project ${owner}, environment prod`);
    expect(proxy.writes()).toEqual([]);
    expect(await kind.look(project)).toEqual(before);
  });
});
