import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import {
  automation,
  block,
  type AutomationComponent,
  type Component,
  type Decorator,
  workPool,
} from "../../src/kit.ts";
import { lateAlert } from "../../src/recipes/late-alert.ts";
import { notify } from "../../src/recipes/notify.ts";
import { triggeredBy } from "../../src/recipes/triggered-by.ts";
import { automationsNamed } from "../support/kinds/automation.ts";
import { readBlock } from "../support/kinds/block.ts";
import { identified } from "../support/kinds/kind.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { reconcile, type Declared } from "../support/reconcile.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
let listener: Server;
let hook: string;
const heard: string[] = [];
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  listener = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      heard.push(Buffer.concat(parts).toString("utf8"));
      response.end("ok");
    });
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  hook = typeof address === "object" ? `http://127.0.0.1:${String(address?.port)}/` : "";
});
afterAll(async () => {
  listener.close();
  await proxy.close();
});

const deployment = (flow: string, ...requires: readonly Component[]): Declared => ({
  flow,
  name: "main",
  fields: { enforceParameterSchema: false },
  requires,
});

/** A deployment with the components that a recipe asks for. */
const recipeOn = (flow: string, recipe: Decorator, ...others: readonly Component[]): Declared => {
  const [layer] = recipe.layers;
  const wanted = layer?.builder.requires ?? [];
  const requires: Declared["requires"] = (own, context) => [
    ...(typeof wanted === "function" ? wanted(own, context) : wanted),
    ...others,
  ];
  return { ...deployment(flow), requires };
};

/** A notification block that tells our listener what it is given. */
const webhook = (name: string): Component =>
  block({
    type: "custom-webhook",
    name,
    fields: {
      name,
      url: hook,
      method: "POST",
      json_data: { to: name, subject: "{{subject}}", text: "{{body}}" },
    },
  });

const idOf = async (flow: string): Promise<string> =>
  (await read("GET", `/deployments/name/${flow}/main`, identified)).id;

/** A run of a deployment that ends in a state, without anybody who runs it. */
const runTo = async (flow: string, type: string, name: string): Promise<string> => {
  const run = await read("POST", `/deployments/${await idOf(flow)}/create_flow_run`, identified, {});
  await raw("POST", `/flow_runs/${run.id}/set_state`, { state: { type, name }, force: true });
  return run.id;
};

const runsOf = (id: string): Promise<readonly { readonly parameters: unknown }[]> =>
  read("POST", "/flow_runs/filter", z.array(z.looseObject({ parameters: z.unknown() })), {
    flow_runs: { deployment_id: { any_: [id] } },
  });

const again = (
  project: string,
  fields: Partial<AutomationComponent["spec"]> = {},
  ...others: readonly Component[]
): Declared =>
  deployment(
    `${project}-b`,
    ...others,
    automation({
      name: `${project} again`,
      trigger: {
        expect: ["a.done", "b.done"],
        match_related: { "prefect.resource.id": { deployment: `${project}-b/main` } },
      },
      actions: [{ type: "run-deployment", deployment: `${project}-b/main` }],
      ...fields,
    }),
  );

describe("an automation", () => {
  it("names what the same run makes, is written once, changed by one PUT, and pruned with its deployment [N12, N36]", async () => {
    const project = unique();
    const actions: AutomationComponent["spec"]["actions"] = [
      { type: "run-deployment", deployment: `${project}-b/main` },
      { type: "pause-work-pool", work_pool: `${project}-pool` },
      { type: "send-notification", block: `custom-webhook/${project}`, body: "paused" },
    ];
    const things = [workPool({ name: `${project}-pool`, type: "process" }), webhook(project)];
    const declared = (description = ""): Declared => again(project, { actions, description }, ...things);
    await reconcile(proxy.url, project, [declared()]);
    const [first, ...others] = await automationsNamed(`${project} again`);
    expect(others).toEqual([]);
    const id = await idOf(`${project}-b`);
    const pool = await read("GET", `/work_pools/${project}-pool`, identified);
    const hooked = await readBlock("custom-webhook", project);
    expect(first).toMatchObject({
      actions: [{ deployment_id: id }, { work_pool_id: pool.id }, { block_document_id: hooked.id }],
    });
    expect(JSON.stringify(first)).toContain(`prefect.deployment.${id}`);
    proxy.clear();
    await reconcile(proxy.url, project, [declared()]);
    expect(proxy.writes()).toEqual([]);
    await reconcile(proxy.url, project, [declared("edited")]);
    const changes = proxy.writes().filter(({ path }) => path.includes("/automations/"));
    expect(changes.map(({ method }) => method)).toEqual(["PUT"]);
    const [edited] = await automationsNamed(`${project} again`);
    expect(edited).toMatchObject({ id: first?.id, description: "edited" });
    await reconcile(proxy.url, project, [deployment(`${project}-c`)], { prune: true });
    expect(await automationsNamed(`${project} again`)).toEqual([]);
    expect((await raw("GET", `/deployments/${id}`)).status).toBe(404);
    proxy.clear();
    await reconcile(proxy.url, project, [deployment(`${project}-c`)], { prune: true });
    expect(proxy.writes()).toEqual([]);
  });

  it("that people switched off stays off, unless it is declared", async () => {
    const project = unique();
    await reconcile(proxy.url, project, [again(project)]);
    const [made] = await automationsNamed(`${project} again`);
    await raw("PATCH", `/automations/${made?.id ?? ""}`, { enabled: false });
    await reconcile(proxy.url, project, [again(project, { description: "edited" })]);
    expect(await automationsNamed(`${project} again`)).toMatchObject([
      { enabled: false, description: "edited" },
    ]);
    await reconcile(proxy.url, project, [again(project, { enabled: true })]);
    expect(await automationsNamed(`${project} again`)).toMatchObject([{ enabled: true, description: "" }]);
  });

  it("of which there are two already is refused, and a third one is not made [N12]", async () => {
    const project = unique();
    const theirs = {
      name: `${project} again`,
      trigger: { type: "event", posture: "Reactive", expect: ["theirs"] },
      actions: [],
    };
    await raw("POST", "/automations/", theirs);
    await raw("POST", "/automations/", theirs);
    proxy.clear();
    const options = { refusable: true, adopt: true };
    const { plan } = await reconcile(proxy.url, project, [again(project)], options);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(["duplicate-automation"]);
    expect(proxy.writes()).toEqual([]);
  });

  it("that names what is not there, or only Prefect Cloud knows, is refused before anything is written", async () => {
    const project = unique();
    const nobody = again(project, { actions: [{ type: "pause-work-pool", work_pool: `${project}-none` }] });
    const metric = { name: "lateness", operator: ">", threshold: 60 } as const;
    proxy.clear();
    for (const [declared, code] of [
      [nobody, "missing-external"],
      [again(project, { trigger: { type: "metric", metric } }), "no-metric-triggers"],
      [again(project, { trigger: { posture: "Proactive", within: 5 } }), "invalid-automation"],
      [again(project, { trigger: {} }), "invalid-automation"],
    ] as const) {
      const { plan } = await reconcile(proxy.url, project, [declared], { refusable: true });
      expect(plan.diagnostics.map((one) => one.code)).toEqual([code]);
    }
    const typo = again(project, { actions: [{ type: "run-deployment", deployment: `${project}-b/mian` }] });
    const { plan } = await reconcile(proxy.url, project, [typo], { refusable: true });
    expect(plan.diagnostics[0]?.hint).toContain(`did you mean ${project}-b/main?`);
    expect(proxy.writes()).toEqual([]);
  });
});

const soon = { timeout: 100_000, interval: 500 };

describe("on the real server", () => {
  it("a run that completes starts a run of the deployment that is triggered by it, with templated parameters [C38]", async () => {
    const project = unique();
    const [a, b] = [`${project}-a`, `${project}-b`];
    const recipe = triggeredBy({ deployment: `${a}/main`, parameters: { day: "run {{ flow_run.id }}" } });
    await reconcile(proxy.url, project, [recipeOn(b, recipe), deployment(a)]);
    const target = await idOf(b);
    await runTo(a, "FAILED", "Failed");
    const cause = await runTo(a, "COMPLETED", "Completed");
    await vi.waitFor(async () => {
      expect(await runsOf(target)).toMatchObject([{ parameters: { day: `run ${cause}` } }]);
    }, soon);
  });

  it("a failed run is told to a notification block of the same run, with its template filled in [C38]", async () => {
    const project = unique();
    const recipe = notify({
      block: `custom-webhook/${project}`,
      body: "{{ flow.name }} is {{ flow_run.state.name }}",
    });
    await reconcile(proxy.url, project, [recipeOn(project, recipe, webhook(project))]);
    await runTo(project, "FAILED", "Failed");
    await vi.waitFor(() => {
      expect(heard.filter((text) => text.includes(project)).join()).toContain(`${project} is Failed`);
    }, soon);
  });

  it("runs that do not come are told, by a proactive trigger", async () => {
    const project = unique();
    const recipe = lateAlert({ block: `custom-webhook/${project}`, absent_for: 10 });
    await reconcile(proxy.url, project, [recipeOn(project, recipe, webhook(project))]);
    await vi.waitFor(() => {
      expect(heard.filter((text) => text.includes(project)).join()).toContain("was completed in time");
    }, soon);
  });

  it("a run that does not start and a run that goes silent are told; the silent one is marked as crashed", async () => {
    const project = unique();
    const recipe = lateAlert({ block: `custom-webhook/${project}`, late_for: 10, silent_for: 10 });
    await reconcile(proxy.url, project, [recipeOn(project, recipe, webhook(project))]);
    const { id } = await read("GET", `/deployments/name/${project}/main`, identified);
    const minuteAgo = new Date(Date.now() - 60_000).toISOString();
    // Nobody takes this one, so the server's own service calls it late.
    await read("POST", `/deployments/${id}/create_flow_run`, identified, {
      state: { type: "SCHEDULED", state_details: { scheduled_time: minuteAgo } },
    });
    const silent = await read("POST", `/deployments/${id}/create_flow_run`, identified, {});
    await raw("POST", `/flow_runs/${silent.id}/set_state`, { state: { type: "RUNNING" }, force: true });
    await raw("POST", "/events", [
      {
        id: crypto.randomUUID(),
        occurred: new Date().toISOString(),
        event: "prefect.flow-run.heartbeat",
        resource: { "prefect.resource.id": `prefect.flow-run.${silent.id}` },
        related: [
          { "prefect.resource.id": `prefect.deployment.${id}`, "prefect.resource.role": "deployment" },
        ],
        payload: {},
      },
    ]);
    const told = (what: string): boolean =>
      heard.some((text) => text.includes(what) && text.includes(`${project}/main`));
    await vi.waitFor(
      () => {
        expect([told("is late"), told("has gone silent")]).toEqual([true, true]);
      },
      { timeout: 240_000, interval: 500 },
    );
    const shape = z.looseObject({ state_type: z.string() });
    // Prefect does two actions at a time, so the notification may come before the run is marked.
    const stateOf = async (): Promise<string> =>
      (await read("GET", `/flow_runs/${silent.id}`, shape)).state_type;
    await expect.poll(stateOf, soon).toBe("CRASHED");
  }, 360_000);
});
