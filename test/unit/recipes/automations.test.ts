import { describe, expect, it } from "vitest";
import { block, preview, secret, type Component, type Decorator } from "../../../src/kit.ts";
import { lateAlert } from "../../../src/recipes/late-alert.ts";
import { notify } from "../../../src/recipes/notify.ts";
import { slackNotifier } from "../../../src/recipes/slack-notifier.ts";
import { triggeredBy } from "../../../src/recipes/triggered-by.ts";

const own = "sample/sample";
const keys = (component: Component | undefined): readonly string[] =>
  (component?.requires ?? []).map(
    ({ kind, name, external }) => `${kind}:${name}${external === true ? "?" : ""}`,
  );
const only = (recipe: Decorator): Component | undefined => preview(recipe).components[0];

describe("triggered_by", () => {
  it("runs the deployment when a run of another one has completed, and requires both", () => {
    const made = only(triggeredBy({ deployment: "etl/nightly", parameters: { day: "{{ flow_run.name }}" } }));
    expect(made).toMatchObject({
      kind: "automation",
      name: `${own}: after etl/nightly`,
      spec: {
        trigger: {
          expect: ["prefect.flow-run.Completed"],
          match_related: { "prefect.resource.id": { deployment: "etl/nightly" } },
        },
        actions: [{ type: "run-deployment", deployment: own, parameters: { day: "{{ flow_run.name }}" } }],
      },
    });
    expect(keys(made)).toEqual(["deployment:etl/nightly?", `deployment:${own}?`]);
  });

  it("takes an event, or any trigger of Prefect", () => {
    const event = only(triggeredBy({ event: "stock.updated", match: { kind: "shoe" }, after: "PT1M" }));
    expect(event?.spec).toMatchObject({
      trigger: { expect: ["stock.updated"], match: { kind: "shoe" } },
      actions: [{ schedule_after: "PT1M" }],
    });
    const trigger = { type: "sequence", triggers: [{ expect: ["a"] }, { expect: ["b"] }] } as const;
    expect(only(triggeredBy({ trigger, name: "chain" }))).toMatchObject({ name: "chain", spec: { trigger } });
  });

  it("refuses several causes, and states without a run", () => {
    expect(() => triggeredBy({ deployment: "a/b", event: "c" })).toThrow("give one of");
    expect(() => triggeredBy({ event: "c", states: ["Failed"] })).toThrow("they need deployment");
    expect(() => triggeredBy({ deployment: "nightly" })).toThrow("expected flow/deployment");
  });
});

describe("late_alert", () => {
  it("makes one proactive automation for each thing that it watches", () => {
    const recipe = lateAlert({
      block: "slack-webhook/oncall",
      late_for: 600,
      absent_for: "P1D",
      silent_for: 60,
    });
    const { components } = preview(recipe);
    expect(components.map(({ name, spec }) => [name, spec])).toMatchObject([
      [`${own}: late`, { trigger: { posture: "Proactive", after: ["prefect.flow-run.Late"], within: 600 } }],
      [`${own}: absent`, { trigger: { expect: ["prefect.flow-run.Completed"], within: "P1D" } }],
      [
        `${own}: silent`,
        {
          trigger: { after: ["prefect.flow-run.heartbeat"], for_each: ["prefect.resource.id"] },
          actions: [{ type: "change-flow-run-state", state: "CRASHED" }, { type: "send-notification" }],
        },
      ],
    ]);
  });

  it("refuses to watch nothing, or over less time than Prefect looks back", () => {
    expect(() => lateAlert({ block: "slack-webhook/oncall" })).toThrow("none of");
    expect(() => lateAlert({ block: "slack-webhook/oncall", absent_for: 5 })).toThrow("at least 10 seconds");
  });
});

describe("notify and slack_notifier", () => {
  it("send a template to a block that is declared in code or named", () => {
    const oncall = block({
      type: "custom-webhook",
      name: "oncall",
      fields: { name: "oncall", url: "https://a.b" },
    });
    expect(keys(only(notify({ block: oncall })))).toContain("block:custom-webhook/oncall");
    const named = only(notify({ block: "custom-webhook/oncall", states: ["Failed"], body: "broken" }));
    expect(keys(named)).toContain("block:custom-webhook/oncall?");
    expect(named?.spec).toMatchObject({ actions: [{ type: "send-notification", body: "broken" }] });
  });

  it("tell Slack of running, successful and failed runs by a block of their own with a secret address [F-M26]", () => {
    const made = only(slackNotifier({ webhook: secret.env("SLACK_URL") }));
    const text = JSON.stringify(made?.spec);
    for (const state of ["Running", "Completed", "Failed"])
      expect(text).toContain(`"prefect.flow-run.${state}"`);
    expect(text).toContain(`{"deployment":"${own}"}`);
    expect(text).toMatch(/flow_run\.name.*state\.name.*timestamp.*flow_run\.id/);
    expect(keys(made)).toEqual(
      expect.arrayContaining([
        `deployment:${own}?`,
        expect.stringMatching(/^block:slack-webhook\/slack-[0-9a-f]{8}$/),
      ]),
    );
    expect(keys(only(slackNotifier({ block: "oncall" })))).toContain("block:slack-webhook/oncall?");
    expect(() => slackNotifier({})).toThrow("neither block nor webhook");
  });
});
