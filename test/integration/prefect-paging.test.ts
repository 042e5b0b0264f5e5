import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { apiUrl, raw, startServer } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

describe("reading lists of several pages", () => {
  const tag = unique("tag");
  const total = 450;
  let names: readonly string[] = [];
  let proxy: RecordingProxy;

  beforeAll(async () => {
    proxy = await startRecordingProxy(apiUrl());
    names = await makeVariables(apiUrl(), tag, total);
  });
  afterAll(() => proxy.close());

  it("reads all, each once, with a request for each page and one for the count", async () => {
    proxy.clear();
    const variables = await createPrefectApi({ url: proxy.url }).variables.withTags([tag]);
    expect(variables.map(({ name }) => name).sort()).toEqual(names);
    expect(proxy.requests.map(({ path }) => path).sort()).toEqual([
      "/api/variables/count",
      ...Array.from({ length: 3 }, () => "/api/variables/filter"),
    ]);
  });

  it("reads again when pages overlap, until there are as many as Prefect counts", async () => {
    proxy.clear();
    const first = await raw("POST", "/variables/filter", filterOf(tag, 0));
    let overlaps = 1;
    proxy.intercept = ({ body }) => {
      const isSecondPage = JSON.stringify(body).includes('"offset":200');
      if (!isSecondPage || overlaps-- < 1) return undefined;
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(first.body),
      };
    };
    const variables = await createPrefectApi({ url: proxy.url }).variables.withTags([tag]);
    expect(variables.map(({ name }) => name).sort()).toEqual(names);
    expect(proxy.requests.length).toBeGreaterThan(4);

    overlaps = Number.POSITIVE_INFINITY;
    await expect(createPrefectApi({ url: proxy.url }).variables.withTags([tag])).rejects.toMatchObject({
      code: "unstable-listing",
    });
    proxy.intercept = undefined;
  });

  it("asks for smaller pages where a server allows no large ones", async () => {
    const server = await startServer({ env: { PREFECT_SERVER_API_DEFAULT_LIMIT: "20" } });
    try {
      const made = await makeVariables(server.url, tag, 45);
      const api = createPrefectApi({ url: server.url });
      expect((await api.variables.withTags([tag])).map(({ name }) => name).sort()).toEqual(made);
      const pool = unique("pool");
      await api.workPools.create({ name: pool, type: "process" });
      for (let index = 0; index < 25; index++)
        await api.workPools.createQueue(pool, { name: `q${String(index)}` });
      expect(await api.workPools.queues(pool)).toHaveLength(26);
    } finally {
      await server.stop();
    }
  });
});

function filterOf(
  tag: string,
  offset: number,
): Record<string, string | number | Record<string, Record<string, string[]>>> {
  return { variables: { tags: { all_: [tag] } }, sort: "CREATED_DESC", limit: 200, offset };
}

/** Makes variables, eight at a time, and answers their sorted names. */
async function makeVariables(url: string, tag: string, count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `${unique("v")}-${String(index)}`).sort();
  const queue = [...names];
  let refused = 0;
  const work = async (): Promise<void> => {
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const { status } = await raw("POST", "/variables/", { name, value: 1, tags: [tag] }, url);
      // As a locked SQLite answers; where the variable was made all the same, the next attempt is told 409.
      if ((status === 503 || status === 500) && ++refused <= count) queue.push(name);
      else expect([201, 409]).toContain(status);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return names;
}
