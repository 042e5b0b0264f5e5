import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiUrl } from "../support/prefect.ts";
import type { Kind } from "../support/kinds/kind.ts";
import { kinds } from "../support/kinds/kinds.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { reconcile } from "../support/reconcile.ts";
import { unique } from "../support/unique.ts";

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
    proxy.intercept = ({ method, path, body }) =>
      kind.creates(method, path, body) && cut++ === 0 ? { reset: "after" } : undefined;
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
    const first = plan.diagnostics.find(({ message }) => message.startsWith(kind.kind.replaceAll("-", " ")));
    expect(first?.code).toBe("owned-by-another");
    expect(first?.message).toContain(`project ${owner}, environment prod`);
    expect(first?.hint?.includes("${env}")).toBe(other === "environment");
    expect(proxy.writes()).toEqual([]);
    expect(await kind.look(project)).toEqual(before);
  });
});
