import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { block, blockType, secret, type Component } from "../../src/kit.ts";
import { startHidingProxy } from "../support/hiding-proxy.ts";
import { makeBlock, readBlock } from "../support/kinds/block.ts";
import { plain } from "../support/kinds/kind.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { reconcile, type Reconciled } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const canary = "canary-4711-of-blocks";
const rotated = "canary-4712-of-blocks";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

type Options = Parameters<typeof reconcile>[3];
const run = (
  project: string,
  components: readonly Component[],
  options: Options = {},
): Promise<Reconciled> => {
  proxy.clear();
  return reconcile(proxy.url, project, [plain(project, {}, components)], options);
};
const codes = ({ plan }: Reconciled): readonly string[] => plan.diagnostics.map(({ code }) => code);
const messages = ({ plan }: Reconciled): readonly string[] => plan.diagnostics.map(({ message }) => message);
const ledgerOf = async (project: string): Promise<string> => {
  const filter = { variables: { tags: { all_: [`meta-prefect:${project}`] } } };
  return JSON.stringify((await raw("POST", "/variables/filter", filter)).body);
};
const exists = async (slug: string, name: string): Promise<boolean> =>
  (await raw("GET", `/block_types/slug/${slug}/block_documents/name/${name}`)).status === 200;

describe("a block with a secret", () => {
  const token = (name: string): Component =>
    block({ type: "secret", name, fields: { value: secret.env("TOKEN") } });

  it("is written once, again only when the secret changes, and never shows it [N41, N15]", async () => {
    const project = unique();
    const first = await run(project, [token(project)], { env: { TOKEN: canary } });
    expect((await readBlock("secret", project)).data).toEqual({ value: canary });
    const second = await run(project, [token(project)], { env: { TOKEN: canary } });
    expect([second.plan.changes, proxy.writes()]).toEqual([[], []]);
    const third = await run(project, [token(project)], { env: { TOKEN: rotated } });
    expect(third.plan.changes).toMatchObject([
      { action: "update", kind: "block", name: `secret/${project}` },
    ]);
    expect(proxy.writes().filter(({ path }) => path.includes("/block_documents/"))).toHaveLength(1);
    expect((await readBlock("secret", project)).data).toEqual({ value: rotated });
    expect(third.plan.changes[0]?.fields).toEqual([
      { path: "value", have: "********", want: { $secret: { env: "TOKEN" } } },
    ]);
    const shown = JSON.stringify([first, second, third]);
    expect([shown.includes(canary), shown.includes(rotated)]).toEqual([false, false]);
    expect(await ledgerOf(project)).toContain(`secret/${project}`);
    expect(await ledgerOf(project)).not.toMatch(/canary-471[12]-of-blocks/);
  });

  it("that cannot be looked up is one error, and nothing is written", async () => {
    const project = unique();
    const refused = await run(project, [token(project)], { refusable: true });
    expect(messages(refused)).toEqual([
      `field value of block secret/${project}: the environment variable TOKEN is not set`,
    ]);
    expect(proxy.writes()).toEqual([]);
  });

  it("is recognised by its digest where Prefect does not show it, also when somebody changed it [N41]", async () => {
    const project = unique();
    const hiding = await startHidingProxy(proxy.url);
    const hidden = async (value: string): Promise<Reconciled> => {
      proxy.clear();
      return reconcile(hiding.url, project, [plain(project, {}, [token(project)])], {
        env: { TOKEN: value },
      });
    };
    try {
      await hidden(canary);
      expect([(await hidden(canary)).plan.changes, proxy.writes()]).toEqual([[], []]);
      expect((await hidden(rotated)).plan.changes).toHaveLength(1);
      expect((await readBlock("secret", project)).data).toEqual({ value: rotated });
      expect([(await hidden(rotated)).plan.changes, proxy.writes()]).toEqual([[], []]);
      const { id } = await readBlock("secret", project);
      await raw("PATCH", `/block_documents/${id}`, { data: { value: "theirs" } });
      expect((await hidden(rotated)).plan.changes).toHaveLength(1);
      expect((await readBlock("secret", project)).data).toEqual({ value: rotated });
    } finally {
      await hiding.close();
    }
    expect(await ledgerOf(project)).toContain('"s":');
    expect(await ledgerOf(project)).not.toMatch(/canary-471[12]-of-blocks/);
  });

  it.each([
    [{ value: "written-out" }, "plain-secret"],
    [{ value: secret.file("x.json", { json: true }) }, "secret-shown"],
    [{ value: secret.plain("x"), valu: 1 }, "invalid-block"],
    [{}, "invalid-block"],
  ])("is refused as %j", async (fields, code) => {
    const project = unique();
    const refused = await run(project, [block({ type: "secret", name: project, fields })], {
      refusable: true,
    });
    expect(codes(refused)).toContain(code);
    expect(proxy.writes()).toEqual([]);
  });

  it("is refused in a field that Prefect shows to everybody", async () => {
    const project = unique();
    const fields = { bucket_name: secret.env("TOKEN") };
    const refused = await run(project, [block({ type: "s3-bucket", name: project, fields })], {
      refusable: true,
      env: { TOKEN: canary },
    });
    expect(codes(refused)).toEqual(["secret-shown"]);
  });
});

describe("a block inside of another", () => {
  const keys = (project: string, region: string): Component =>
    block({
      type: "aws-credentials",
      name: project,
      fields: { region_name: region, aws_secret_access_key: secret.plain(canary) },
    });
  const bucket = (project: string, fields: Readonly<Record<string, string>>): Component =>
    block({
      type: "s3-bucket",
      name: project,
      fields: { ...fields, credentials: { $ref: `aws-credentials/${project}` } },
    });
  const references = z.looseObject({
    block_document_references: z.record(
      z.string(),
      z.looseObject({ block_document: z.looseObject({ id: z.string() }) }),
    ),
  });

  it("is made first in the same run, and stays when a field of the outer one changes or goes [N41]", async () => {
    const project = unique();
    const declared = { bucket_name: "a", bucket_folder: "x" };
    await run(project, [bucket(project, declared), keys(project, "eu")]);
    const inner = await readBlock("aws-credentials", project);
    const look = async (): Promise<readonly unknown[]> => {
      const { data, ...rest } = await readBlock("s3-bucket", project);
      const { credentials } = references.parse(rest).block_document_references;
      return [data["bucket_name"], data["bucket_folder"], credentials?.block_document.id];
    };
    expect(await look()).toEqual(["a", "x", inner.id]);
    await run(project, [bucket(project, { ...declared, bucket_name: "b" }), keys(project, "eu")]);
    expect(await look()).toEqual(["b", "x", inner.id]);
    await run(project, [bucket(project, { bucket_name: "b" }), keys(project, "eu")]);
    expect(await look()).toEqual(["b", undefined, inner.id]);
    await run(project, [bucket(project, { bucket_name: "b" }), keys(project, "us")]);
    expect((await readBlock("aws-credentials", project)).data).toMatchObject({
      region_name: "us",
      aws_secret_access_key: canary,
    });
    expect(
      (await run(project, [bucket(project, { bucket_name: "b" }), keys(project, "us")])).plan.changes,
    ).toEqual([]);
  });

  it("keeps what people wrote into fields that nobody declares", async () => {
    const project = unique();
    await run(project, [bucket(project, { bucket_name: "a" }), keys(project, "eu")]);
    const { id } = await readBlock("aws-credentials", project);
    await raw("PATCH", `/block_documents/${id}`, { data: { profile_name: "theirs" } });
    expect(
      (await run(project, [bucket(project, { bucket_name: "a" }), keys(project, "eu")])).plan.changes,
    ).toEqual([]);
    await run(project, [bucket(project, { bucket_name: "a" }), keys(project, "us")]);
    expect((await readBlock("aws-credentials", project)).data).toMatchObject({
      profile_name: "theirs",
      region_name: "us",
    });
  });

  it("must exist when it is not declared", async () => {
    const project = unique();
    const refused = await run(project, [bucket(project, { bucket_name: "a" })], { refusable: true });
    expect(codes(refused)).toEqual(["missing-external"]);
    await makeBlock("aws-credentials", project, { region_name: "theirs" });
    await run(project, [bucket(project, { bucket_name: "a" })]);
    expect((await readBlock("aws-credentials", project)).data).toEqual({ region_name: "theirs" });
  });
});

describe("blocks that are no longer declared", () => {
  const one = (name: string): Component =>
    block({ type: "secret", name, fields: { value: secret.plain("x-y-z") } });

  it("are deleted with --prune, but not what somebody made in their place [N3]", async () => {
    const project = unique();
    const [mine, theirs] = [`${project}-a`, `${project}-b`];
    await run(project, [one(mine), one(theirs)]);
    await raw("DELETE", `/block_documents/${(await readBlock("secret", theirs)).id}`);
    await makeBlock("secret", theirs, { value: "theirs" });
    const kept = await run(project, []);
    expect(kept.plan.orphans.map(({ name }) => name)).toEqual([`secret/${mine}`]);
    await run(project, [], { prune: true });
    expect([await exists("secret", mine), await exists("secret", theirs)]).toEqual([false, true]);
  });
});

describe("a block type of the project's own", () => {
  const type = (slug: string, more: Readonly<Record<string, { type: string }>> = {}) =>
    blockType({
      slug,
      name: `Pager ${slug}`,
      schema: { properties: { token: { type: "string" }, team: { type: "string" }, ...more } },
      secretFields: ["token"],
    });
  const pager = (
    slug: string,
    more: Readonly<Record<string, { type: string }>> = {},
    fields = {},
  ): Component =>
    block({
      type: type(slug, more),
      name: "data",
      fields: { token: secret.plain(canary), team: "data", ...fields },
    });
  const schemaId = z.looseObject({ block_schema_id: z.string() });

  it("is registered with its schema, and its blocks move along when the schema changes [N41]", async () => {
    const slug = unique();
    await run(slug, [pager(slug)]);
    const before = schemaId.parse(await readBlock(slug, "data"));
    expect((await run(slug, [pager(slug)])).plan.changes).toEqual([]);
    const grown = { level: { type: "integer" } };
    const { plan } = await run(slug, [pager(slug, grown, { level: 3 })]);
    expect(plan.changes.map(({ action, kind }) => [action, kind])).toEqual([
      ["update", "block-type"],
      ["update", "block"],
    ]);
    const after = await readBlock(slug, "data");
    expect(schemaId.parse(after).block_schema_id).not.toBe(before.block_schema_id);
    expect(after.data).toEqual({ token: canary, team: "data", level: 3 });
    expect((await run(slug, [pager(slug, grown, { level: 3 })])).plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
    const masked = await read(
      "GET",
      `/block_types/slug/${slug}/block_documents/name/data`,
      z.looseObject({ data: z.unknown() }),
    );
    expect(masked.data).toMatchObject({ token: "********" });
    await run(slug, [], { prune: true });
    expect((await raw("GET", `/block_types/slug/${slug}`)).status).toBe(404);
  });

  it("checks its blocks, which Prefect does not", async () => {
    const slug = unique();
    const refused = await run(slug, [pager(slug, {}, { team: 5, teem: "x" })], { refusable: true });
    expect(messages(refused)).toEqual([
      `blocks of type ${slug} have no field teem (${slug}/data)`,
      `field team of block ${slug}/data must be string`,
    ]);
  });

  it("that nobody knows is refused before anything is written", async () => {
    const project = unique();
    const refused = await run(project, [block({ type: "no-such-type", name: "x" })], { refusable: true });
    expect(codes(refused)).toEqual(["unknown-block-type"]);
    const typo = await run(project, [block({ type: "slack-webhok", name: "x" })], { refusable: true });
    expect(typo.plan.diagnostics[0]?.hint).toContain("did you mean slack-webhook?");
    expect(proxy.writes()).toEqual([]);
  });
});
