import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { blockType, type Component } from "../../src/kit.ts";
import { automationsNamed } from "../support/kinds/automation.ts";
import { identified } from "../support/kinds/kind.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { reconcile, type Reconciled } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("others");
const flow = `${project}-flow`;
const theirs = `${project}-theirs/nightly`;
const alarm = `${project} alarm`;
const file = `name: ${project}
components:
  - external: { kind: deployment, name: ${theirs} }
  - external: { kind: automation, name: ${alarm} }
  - automation:
      name: ${project} after theirs
      trigger:
        expect: [prefect.flow-run.Completed]
        match_related: { prefect.resource.id: { deployment: ${theirs} } }
      actions:
        - { type: run-deployment, deployment: ${flow}/main }
        - { type: pause-automation, automation: "${alarm}" }
deployments:
  ${flow}:
    - { name: main, recipes: [{ triggered_by: { deployment: ${theirs} } }] }
`;
let folder: ProjectFolder;
let proxy: RecordingProxy;

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "flow.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef f(): ...\n`,
    "meta_prefect.yaml": file,
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});

describe("a deployment and an automation of others that the project file names as external", () => {
  it("must be there: else nothing is written, and their places are told", async () => {
    proxy.clear();
    const options = actionOptions(folder.path, { env: { PREFECT_API_URL: proxy.url } });
    const { diagnostics, outcomes } = await deploy(options);
    const missing = diagnostics.filter(({ code }) => code === "missing-external");
    expect(missing.map(({ message }) => message).sort()).toEqual([
      `there is no automation ${alarm}`,
      `there is no deployment ${theirs}`,
    ]);
    expect(missing.every(({ location }) => location?.file === "meta_prefect.yaml")).toBe(true);
    expect([outcomes, proxy.writes()]).toEqual([[], []]);
  });

  it("are found by name in automations of ours, and neither deploy, --prune, --adopt nor destroy writes to them", async () => {
    const their = await read("POST", "/flows/", identified, { name: theirs.split("/")[0] ?? "" });
    const body = { name: "nightly", flow_id: their.id, description: "theirs", tags: ["theirs"] };
    const { id } = await read("POST", "/deployments/", identified, body);
    const trigger = { type: "event", posture: "Reactive", expect: ["theirs"] };
    await raw("POST", "/automations/", { name: alarm, trigger, actions: [{ type: "do-nothing" }] });
    const look = async (): Promise<unknown> => [
      (await raw("GET", `/deployments/${id}`)).body,
      await automationsNamed(alarm),
    ];
    const before = await look();

    const first = await deployed(folder.path, { adopt: true, prune: true });
    expect(first.outcomes.map(({ change: { name } }) => name)).not.toContain(theirs);
    const [after] = await automationsNamed(`${project} after theirs`);
    expect(JSON.stringify(after?.trigger)).toContain(`prefect.deployment.${id}`);
    const [own] = await automationsNamed(alarm);
    expect(JSON.stringify(after)).toContain(`"automation_id":"${own?.id ?? "none"}"`);
    proxy.clear();
    const again = await deployed(folder.path, { adopt: true, env: { PREFECT_API_URL: proxy.url } });
    expect([again.outcomes, proxy.writes()]).toEqual([[], []]);
    const confirm = (): Promise<boolean> => Promise.resolve(true);
    const gone = await destroy({ ...actionOptions(folder.path), confirm });
    expect(gone.outcomes.filter(({ status }) => status !== "done")).toEqual([]);
    expect(await automationsNamed(`${project} after theirs`)).toEqual([]);
    expect(await look()).toEqual(before);
  });
});

describe("a block type that another project declares", () => {
  const type = (slug: string, more: Partial<Parameters<typeof blockType>[0]> = {}): Component =>
    blockType({
      slug,
      name: `Type of ${slug}`,
      description: "theirs",
      schema: { properties: { url: { type: "string" } } },
      ...more,
    });
  const declare = (owner: string, component: Component, prune = false): Promise<Reconciled> =>
    reconcile(
      proxy.url,
      owner,
      [{ flow: `${owner}-flow`, name: "main", fields: {}, requires: [component] }],
      { refusable: true, adopt: true, prune },
    );

  it("may be used as it is, is refused as another even with --adopt, and goes with its owner only", async () => {
    const [slug, owner, other] = [unique(), unique(), unique()];
    await declare(owner, type(slug));
    const look = async (): Promise<unknown> => (await raw("GET", `/block_types/slug/${slug}`)).body;
    const before = await look();

    const shared = await declare(other, type(slug));
    expect(shared.plan.changes.map(({ kind }) => kind)).not.toContain("block-type");
    proxy.clear();
    const grown = { properties: { url: { type: "string" }, team: { type: "string" } } };
    for (const changed of [type(slug, { description: "mine" }), type(slug, { schema: grown })]) {
      const { plan } = await declare(other, changed);
      expect(plan.diagnostics.map(({ code }) => code)).toEqual(["owned-by-another"]);
      expect(plan.diagnostics[0]?.message).toContain(`project ${owner}, environment dev`);
    }
    expect(proxy.writes()).toEqual([]);
    await declare(other, type(`${slug}-2`), true);
    expect(await look()).toEqual(before);
    await declare(owner, type(`${slug}-3`), true);
    expect((await raw("GET", `/block_types/slug/${slug}`)).status).toBe(404);
  });
});
