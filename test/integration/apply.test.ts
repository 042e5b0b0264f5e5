import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import type { Declared } from "../support/reconcile.ts";
import { pauseDeployments } from "../support/pause-deployments.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterEach(() => {
  proxy.intercept = undefined;
});
afterAll(() => proxy.close());

const deployment = z.looseObject({
  id: z.string(),
  version: z.string().nullable(),
  schedules: z.array(z.looseObject({ id: z.string(), slug: z.string().nullable() })),
});
const look = (flow: string, name: string): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${flow}/${name}`, deployment);
const run = z.object({ id: z.string(), expected_start_time: z.string() });

async function upcoming(id: string): Promise<readonly z.output<typeof run>[]> {
  return read("POST", "/flow_runs/filter", z.array(run), {
    flow_runs: { deployment_id: { any_: [id] }, state: { type: { any_: ["SCHEDULED"] } } },
    sort: "EXPECTED_START_TIME_ASC",
  });
}

function declared(
  project: string,
  names: readonly string[],
  fields: Declared["fields"] = {},
): readonly Declared[] {
  return names.map((name) => ({ flow: `${project}-${name}`, name: "main", fields }));
}

const refusal = {
  status: 422,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ exception_message: "refused for the test" }),
};

describe("a change that fails", () => {
  it("stays where it is: the others land, what needs it is skipped, and the next run converges [N4]", async () => {
    const project = unique();
    const specification = declared(project, ["a", "b", "c"]);
    proxy.intercept = ({ method, path, body }) =>
      method === "POST" && path.endsWith("/flows/") && JSON.stringify(body).includes(`${project}-b`)
        ? refusal
        : undefined;
    const { outcomes } = await reconcile(proxy.url, project, specification, { fallible: true });
    const byKey = new Map(
      outcomes.map((outcome) => [`${outcome.change.kind} ${outcome.change.name}`, outcome]),
    );
    expect(byKey.get(`flow ${project}-b`)?.status).toBe("failed");
    expect(byKey.get(`flow ${project}-b`)?.reason).toContain("refused for the test");
    expect(byKey.get(`deployment ${project}-b/main`)).toMatchObject({
      status: "skipped",
      reason: `flow:${project}-b`,
    });
    expect(byKey.get(`deployment ${project}-a/main`)?.status).toBe("done");
    expect(byKey.get(`deployment ${project}-c/main`)?.status).toBe("done");
    expect((await raw("GET", `/deployments/name/${project}-b/main`)).status).toBe(404);
    expect((await look(`${project}-c`, "main")).id).not.toBe("");

    proxy.intercept = undefined;
    const second = await reconcile(proxy.url, project, specification);
    expect(second.plan.changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      `flow ${project}-b`,
      `deployment ${project}-b/main`,
    ]);
    expect((await reconcile(proxy.url, project, specification)).plan.changes).toEqual([]);
  });

  it("does not cost a version bump: the run after an edited flow could not be written still bumps", async () => {
    const project = unique();
    const at = (code: string): readonly Declared[] =>
      declared(project, ["a"], { version: { $late: "nextInteger" } }).map((one) => ({ ...one, code }));
    await reconcile(proxy.url, project, at("1"));
    proxy.intercept = ({ method, path }) =>
      method === "PATCH" && path.includes("/deployments/") ? refusal : undefined;
    const failed = await reconcile(proxy.url, project, at("2"), { fallible: true });
    expect(failed.outcomes.map(({ status }) => status)).toEqual(["failed"]);
    proxy.intercept = undefined;
    await reconcile(proxy.url, project, at("2"));
    expect((await look(`${project}-a`, "main")).version).toBe("2");
    await reconcile(proxy.url, project, at("2"));
    expect((await look(`${project}-a`, "main")).version).toBe("2");
  });
});

describe("a version that counts", () => {
  it("starts at 1, stays when nothing changed, and goes up when the body or the code changed [C12]", async () => {
    const project = unique();
    const at = (code: string, description: string): readonly Declared[] =>
      declared(project, ["a"], { description, version: { $late: "nextInteger" } }).map((one) => ({
        ...one,
        code,
      }));
    const versions: (string | null)[] = [];
    for (const [code, description] of [
      ["1", "x"],
      ["1", "x"],
      ["1", "y"],
      ["2", "y"],
      ["2", "y"],
    ] as const) {
      await reconcile(proxy.url, project, at(code, description));
      versions.push((await look(`${project}-a`, "main")).version);
    }
    expect(versions).toEqual(["1", "1", "2", "3", "3"]);
  });
});

describe("a changed deployment", () => {
  const everyMinute = { slug: "minute", schedule: { cron: "* * * * *" } } as const;

  it("has its upcoming runs back as soon as the deploy ends, none twice [N6]", async () => {
    const project = unique();
    const at = (description: string): readonly Declared[] =>
      declared(project, ["a"], { description, schedules: [everyMinute] });
    await reconcile(proxy.url, project, at("x"));
    onTestFinished(() => pauseDeployments(`${project}-a`));
    const { id } = await look(`${project}-a`, "main");
    for (let round = 0; round < 20; round++) {
      await reconcile(proxy.url, project, at(`round ${round.toString()}`));
      const runs = await upcoming(id);
      expect(runs.length).toBeGreaterThanOrEqual(3);
      const times = runs.map((one) => one.expected_start_time);
      expect(new Set(times).size).toBe(times.length);
    }
  });

  it("gets no runs while it is paused", async () => {
    const project = unique();
    const at = (description: string): readonly Declared[] =>
      declared(project, ["a"], { description, paused: true, schedules: [everyMinute] });
    await reconcile(proxy.url, project, at("x"));
    await reconcile(proxy.url, project, at("y"));
    expect(await upcoming((await look(`${project}-a`, "main")).id)).toEqual([]);
  });

  it("says nothing of a schedule's activity unless it is declared: what people switch meanwhile stays [N5]", async () => {
    const project = unique();
    const at = (cron: string, more: { readonly active?: boolean } = {}): readonly Declared[] =>
      declared(project, ["a"], { schedules: [{ slug: "night", schedule: { cron }, ...more }] });
    await reconcile(proxy.url, project, at("0 2 * * *"));
    const { id, schedules } = await look(`${project}-a`, "main");
    const path = `/deployments/${id}/schedules/${schedules[0]?.id ?? ""}`;
    const edit = async (
      specification: readonly Declared[],
      meanwhile?: () => Promise<unknown>,
    ): Promise<unknown> => {
      proxy.clear();
      proxy.intercept = (request) =>
        request.method === "PATCH" && request.path.endsWith(path) ? { delay: 2_000 } : undefined;
      const sent = (): unknown => proxy.writes().find((write) => write.path.endsWith(path))?.body;
      const running = reconcile(proxy.url, project, specification);
      await expect.poll(sent, { timeout: 30_000 }).toBeDefined();
      await meanwhile?.();
      await running;
      proxy.intercept = undefined;
      return sent();
    };
    // They switch it off after it was read and before the edit arrives.
    const quiet = await edit(at("0 3 * * *"), () => raw("PATCH", path, { active: false }));
    expect(quiet).not.toHaveProperty("active");
    const [kept] = (await look(`${project}-a`, "main")).schedules;
    expect(kept).toMatchObject({ id: schedules[0]?.id, active: false, schedule: { cron: "0 3 * * *" } });
    expect(await edit(at("0 4 * * *", { active: true }))).toHaveProperty("active", true);
    expect((await look(`${project}-a`, "main")).schedules).toMatchObject([{ active: true }]);
  });

  it("keeps the schedules that people added, and the id of each one of ours, edited or not [N6]", async () => {
    const project = unique();
    const at = (cron: string): readonly Declared[] =>
      declared(project, ["a"], {
        schedules: [
          { slug: "edited", schedule: { cron } },
          { slug: "other", schedule: { interval: 3600 } },
        ],
      });
    await reconcile(proxy.url, project, at("0 2 * * *"));
    const { id } = await look(`${project}-a`, "main");
    await raw("POST", `/deployments/${id}/schedules`, [{ schedule: { cron: "5 5 * * *" }, active: true }]);
    const before = await look(`${project}-a`, "main");
    await reconcile(proxy.url, project, at("0 3 * * *"));
    const after = await look(`${project}-a`, "main");
    expect(after.schedules.map((schedule) => schedule.id).sort()).toEqual(
      before.schedules.map((schedule) => schedule.id).sort(),
    );
    const edited = after.schedules.find(({ slug }) => slug === "edited");
    expect(edited?.["schedule"]).toMatchObject({ cron: "0 3 * * *" });
  });
});

describe("pruning", () => {
  it("deletes what is ours and no longer declared, with its runs and automations, and only when asked", async () => {
    const project = unique();
    const all = declared(project, ["a", "b"], {
      schedules: [{ slug: "s", schedule: { cron: "* * * * *" } }],
    });
    await reconcile(proxy.url, project, all);
    onTestFinished(() => pauseDeployments(`${project}-a`));
    const foreign = await read("POST", "/flows/", z.object({ id: z.string() }), { name: `${project}-a` });
    await raw("POST", "/deployments/", { name: "theirs", flow_id: foreign.id });
    const { id } = await look(`${project}-b`, "main");
    const kept = await reconcile(proxy.url, project, all.slice(0, 1));
    expect(kept.plan.orphans).toEqual([
      { kind: "deployment", name: `${project}-b/main`, owner: { project, environment: "dev" } },
    ]);
    expect((await raw("GET", `/deployments/${id}`)).status).toBe(200);

    // Prefect's scheduler may be about to make more when the deployment goes: those that are there already count.
    await expect.poll(async () => (await upcoming(id)).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const before = new Set((await upcoming(id)).map((made) => made.id));
    const { plan } = await reconcile(proxy.url, project, all.slice(0, 1), { prune: true });
    expect(plan.changes.map(({ action, name }) => [action, name])).toEqual([["delete", `${project}-b/main`]]);
    expect((await raw("GET", `/deployments/${id}`)).status).toBe(404);
    expect((await upcoming(id)).filter((made) => before.has(made.id))).toEqual([]);
    expect((await raw("GET", `/deployments/name/${project}-a/theirs`)).status).toBe(200);
    expect((await reconcile(proxy.url, project, all.slice(0, 1), { prune: true })).plan.changes).toEqual([]);
  });
});
