import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { globalConcurrencyLimit } from "../../src/components/concurrency-limit/declare.ts";
import { workPool, workQueue } from "../../src/components/declare.ts";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
import type { Json, JsonObject } from "../../src/interfaces/json.ts";
import { makeBlock, readBlock } from "../support/kinds/block.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

const shape = z.looseObject({ id: z.string(), labels: z.record(z.string(), z.json()) }).catchall(z.json());

/** One field: what is declared, how 'nothing' is declared, what people do, and what Prefect then shows. */
interface Case {
  readonly field: keyof DeploymentFields;
  readonly value: DeploymentFields;
  readonly clear: DeploymentFields;
  readonly theirs: JsonObject;
  /** Of an answer: what the field is there. */
  readonly shown: (deployment: z.output<typeof shape>) => unknown;
  readonly set: unknown;
  readonly cleared: unknown;
  readonly kept: unknown;
  /** The flow itself declares it, so it is never omitted. */
  readonly always?: true;
}

const limitOf = ({ global_concurrency_limit: limit }: z.output<typeof shape>): Json =>
  limit === null || limit === undefined ? null : z.object({ limit: z.number() }).parse(limit).limit;
const simple = (
  field: keyof DeploymentFields,
  api: string,
  [value, theirs, cleared]: readonly [Json, Json, Json],
  more: Partial<Case> = {},
): Case => ({
  field,
  value: { [field]: value },
  clear: { [field]: cleared },
  theirs: { [api]: theirs },
  shown: (deployment) => deployment[api],
  set: value,
  cleared,
  kept: theirs,
  ...more,
});
const schema = { type: "object", properties: { day: { type: "string" } } };
const emptySchema = { type: "object", properties: {} };
const pull = (directory: string): Json => [
  { "prefect.deployments.steps.set_working_directory": { directory } },
];

const cases: readonly Case[] = [
  simple("version", "version", ["1", "7", null]),
  simple("tags", "tags", [["a"], ["b"], []]),
  simple("path", "path", ["/ours", "/theirs", null]),
  simple("parameters", "parameters", [{ day: "mon" }, { day: "tue" }, {}]),
  simple("paused", "paused", [true, true, false]),
  simple("jobVariables", "job_variables", [{ a: "1" }, { a: "2" }, {}]),
  simple("concurrencyLimit", "concurrency_limit", [2, 5, null], { shown: limitOf }),
  simple(
    "concurrencyOptions",
    "concurrency_options",
    [
      { collision_strategy: "CANCEL_NEW", grace_period_seconds: null },
      { collision_strategy: "ENQUEUE", grace_period_seconds: 90 },
      null,
    ],
    { value: { concurrencyOptions: { collision_strategy: "CANCEL_NEW" } } },
  ),
  simple("description", "description", ["ours", "theirs", null], { always: true }),
  simple("entrypoint", "entrypoint", ["a.py:a", "b.py:b", null], { always: true }),
  simple("parameterSchema", "parameter_openapi_schema", [schema, emptySchema, null], {
    always: true,
    cleared: emptySchema,
  }),
  simple("enforceParameterSchema", "enforce_parameter_schema", [false, true, true], { always: true }),
  simple("pullSteps", "pull_steps", [pull("/ours"), pull("/theirs"), null], { always: true, cleared: [] }),
];

/** Declares nothing, a value and 'nothing' in turn, with people in between. */
async function inThreeStates({
  value,
  clear,
  theirs,
  shown,
  set,
  cleared,
  kept,
  always,
}: Case): Promise<void> {
  const project = unique();
  const deploy = async (fields: DeploymentFields): Promise<unknown> => {
    proxy.clear();
    await reconcile(proxy.url, project, [{ flow: `${project}-flow`, name: "main", fields }]);
    return shown(await look());
  };
  const look = (): Promise<z.output<typeof shape>> =>
    read("GET", `/deployments/name/${project}-flow/main`, shape);
  const people = async (): Promise<void> => {
    await raw("PATCH", `/deployments/${(await look()).id}`, theirs);
  };
  await deploy({});
  if (always !== true) {
    await people();
    expect(shown(await look())).toEqual(kept);
    expect(await deploy({})).toEqual(kept);
    expect(proxy.writes()).toEqual([]);
  }
  expect(await deploy(value)).toEqual(set);
  await people();
  expect(await deploy(value)).toEqual(set);
  expect(await deploy(clear)).toEqual(cleared);
  await people();
  expect(await deploy(clear)).toEqual(cleared);
  expect(await deploy(clear)).toEqual(cleared);
  expect(proxy.writes()).toEqual([]);
}

describe.each(cases)("$field of a deployment", (one) => {
  it("is kept where it is omitted, cleared by nothing, and set by a value [N11]", () => inThreeStates(one));
});

const documents = ["storage_document_id", "infrastructure_document_id"];
describe.each(documents)("%s of a deployment, which only extra sets", (field) => {
  it("is kept where it is omitted, cleared by nothing, and set by a value [N11]", async () => {
    const idOf = async (name: string): Promise<string> => {
      await makeBlock("local-file-system", name, { basepath: "/srv" });
      return (await readBlock("local-file-system", name)).id;
    };
    const [ours, theirs] = [await idOf(unique()), await idOf(unique())];
    const declared = { value: { extra: { [field]: ours } }, clear: { extra: { [field]: null } } };
    await inThreeStates(simple("extra", field, [ours, theirs, null], declared));
  });
});

describe("of a deployment, what is a mapping or a list by name", () => {
  const look = (project: string): Promise<z.output<typeof shape>> =>
    read("GET", `/deployments/name/${project}-flow/main`, shape);
  const deploy = async (project: string, fields: DeploymentFields): Promise<void> => {
    proxy.clear();
    await reconcile(proxy.url, project, [{ flow: `${project}-flow`, name: "main", fields }]);
  };

  it("schedules: omitted and others' are kept, an empty list clears all of them [N11]", async () => {
    const project = unique();
    const slugs = async (): Promise<unknown[]> =>
      z
        .array(z.looseObject({ slug: z.string() }))
        .parse((await look(project))["schedules"])
        .map(({ slug }) => slug)
        .sort();
    const ours: DeploymentFields = { schedules: [{ slug: "ours", schedule: { cron: "0 2 * * *" } }] };
    await deploy(project, ours);
    const { id } = await look(project);
    const theirs = { slug: "theirs", schedule: { cron: "5 5 * * *" } };
    await raw("POST", `/deployments/${id}/schedules`, [theirs]);
    await deploy(project, ours);
    expect(await slugs()).toEqual(["ours", "theirs"]);
    await deploy(project, {});
    expect(await slugs()).toEqual(["theirs"]);
    await deploy(project, {});
    expect(proxy.writes()).toEqual([]);
    await deploy(project, { schedules: [] });
    expect(await slugs()).toEqual([]);
    await deploy(project, { schedules: [] });
    expect(proxy.writes()).toEqual([]);
  });

  it("labels: omitted and others' are kept, an empty mapping clears all but the marks [N11]", async () => {
    const project = unique();
    const flow = await read("POST", "/flows/", z.object({ id: z.string() }), { name: `${project}-flow` });
    await raw("POST", "/deployments/", { name: "main", flow_id: flow.id, labels: { theirs: "a" } });
    const declared = { flow: `${project}-flow`, name: "main", fields: { labels: { ours: "b" } } };
    await reconcile(proxy.url, project, [declared], { adopt: true });
    expect((await look(project)).labels).toMatchObject({ theirs: "a", ours: "b" });
    await deploy(project, {});
    const { labels } = await look(project);
    expect(labels).toMatchObject({ theirs: "a" });
    expect(labels).not.toHaveProperty("ours");
    await deploy(project, { labels: {} });
    expect(Object.keys((await look(project)).labels).sort()).toEqual([
      "meta-prefect.environment",
      "meta-prefect.project",
      "prefect.flow.id",
    ]);
    await deploy(project, { labels: {} });
    expect(proxy.writes()).toEqual([]);
  });

  it("the pool, queue and shared limit: omitted is kept, null clears, a name sets [N11]", async () => {
    const project = unique();
    const pool = workPool({ name: `${project}-pool`, type: "process" });
    const things = [
      pool,
      workQueue({ pool, queue: "urgent" }),
      globalConcurrencyLimit({ name: `${project}-limit`, limit: 2 }),
    ];
    const place = async (fields: DeploymentFields): Promise<unknown> => {
      proxy.clear();
      const declared = { flow: `${project}-flow`, name: "main", fields, requires: things };
      await reconcile(proxy.url, project, [declared]);
      const deployment = await look(project);
      return [deployment["work_pool_name"], deployment["work_queue_name"], limitOf(deployment)];
    };
    const full = { workPool: pool.name, workQueue: "urgent", sharedLimit: `${project}-limit` };
    expect(await place(full)).toEqual([pool.name, "urgent", 2]);
    expect(await place({ ...full, workQueue: null, sharedLimit: null })).toEqual([
      pool.name,
      "default",
      null,
    ]);
    const none = { workPool: null, workQueue: null, sharedLimit: null };
    expect(await place(none)).toMatchObject([null, expect.anything(), null]);
    await place(none);
    expect(proxy.writes()).toEqual([]);
    await place({});
    const { id } = await look(project);
    await raw("PATCH", `/deployments/${id}`, { work_pool_name: pool.name, work_queue_name: "default" });
    expect(await place({})).toEqual([pool.name, "default", null]);
    expect(proxy.writes()).toEqual([]);
  });
});

it("every field that Prefect lets people change is in these tables [N11]", async () => {
  const properties = z.record(z.string(), z.unknown());
  const document = z.looseObject({
    components: z.looseObject({
      schemas: z.looseObject({ DeploymentUpdate: z.looseObject({ properties }) }),
    }),
  });
  const { DeploymentUpdate } = (await read("GET", "/openapi.json", document)).components.schemas;
  const byName = ["schedules", "work_pool_name", "work_queue_name", "global_concurrency_limit_id"];
  const tried = new Set([...cases.flatMap(({ theirs }) => Object.keys(theirs)), ...documents, ...byName]);
  // Only Prefect Cloud keeps the last one.
  expect(Object.keys(DeploymentUpdate.properties).filter((field) => !tried.has(field))).toEqual([
    "version_info",
  ]);
});
