import { describe, expect, it } from "vitest";
import { canonicalAction, canonicalTrigger } from "../../../src/components/automation/canonical.ts";
import { automation } from "../../../src/components/automation/declare.ts";
import { checkAutomation } from "../../../src/components/automation/check.ts";
import { mapLabels } from "../../../src/components/automation/references.ts";

describe("the canonical form of a trigger", () => {
  it("is the same for what is declared and for what Prefect makes of it", () => {
    const declared = {
      expect: ["b", "a", "a"],
      match: { kind: ["y", "x"], "prefect.resource.id": "one" },
      match_related: [{ role: "flow" }],
      within: "PT1M",
    };
    const answered = {
      type: "event",
      id: "7cd43a51-3967-45bf-84f4-b1829f4ed02e",
      posture: "Reactive",
      expect: ["b", "a"],
      after: [],
      for_each: [],
      match: { kind: ["x", "y"], "prefect.resource.id": ["one"] },
      match_related: { role: "flow" },
      threshold: 1,
      within: 60,
    };
    expect(canonicalTrigger(declared)).toEqual(canonicalTrigger(answered));
    const several = { type: "sequence", triggers: [declared] };
    expect(canonicalTrigger(several)).toEqual(
      canonicalTrigger({ ...several, id: "x", within: null, triggers: [answered] }),
    );
  });

  it("tells apart what differs: posture, time, number, order of a sequence", () => {
    const [a, b] = [{ expect: ["a"] }, { expect: ["b"] }];
    const forms = [a, b, { ...a, threshold: 2 }, { ...a, within: 5 }, { ...a, posture: "Proactive" }];
    const texts = forms.map((form) => JSON.stringify(canonicalTrigger(form)));
    expect(new Set(texts).size).toBe(forms.length);
    const sequence = (...triggers: (typeof a)[]): unknown => canonicalTrigger({ type: "sequence", triggers });
    expect(sequence(a, b)).not.toEqual(sequence(b, a));
    expect(canonicalTrigger({ ...a, posture: "Proactive" })).toMatchObject({ within: 10 });
  });
});

describe("the canonical form of an action", () => {
  it("has what Prefect fills in, and keeps what is declared", () => {
    const run = { type: "run-deployment", deployment_id: "d" };
    const answered = { ...run, source: "selected", parameters: null, job_variables: null, schedule_after: 0 };
    expect(canonicalAction(run)).toEqual(canonicalAction(answered));
    const inferred = { type: "pause-deployment", source: "inferred" };
    expect(canonicalAction(inferred)).toEqual(canonicalAction({ ...inferred, deployment_id: null }));
    expect(canonicalAction({ ...run, schedule_after: "PT1M" })).toMatchObject({ schedule_after: 60 });
  });
});

describe("an automation", () => {
  it("requires all that it names, and takes a label called like a kind for a label", () => {
    const made = automation({
      name: "a",
      trigger: {
        type: "compound",
        require: "all",
        triggers: [
          { expect: ["x"], match: { flow: "etl", "prefect.resource.id": { flow: "etl" } } },
          { expect: ["y"], match_related: [{ "prefect.resource.id": [{ work_pool: "p" }, "z"] }] },
        ],
      },
      actions: [{ type: "pause-work-queue", work_queue: "p/q" }],
    });
    expect(made.requires.map(({ kind, name }) => `${kind}:${name}`)).toEqual([
      "flow:etl",
      "work-pool:p",
      "work-queue:p/q",
    ]);
    expect(checkAutomation(made)).toEqual([]);
    expect(mapLabels({ match: { flow: "etl" } }, () => "changed")).toEqual({ match: { flow: "changed" } });
  });

  it.each([
    ["for each run", { trigger: { expect: ["prefect.flow-run.*"] }, source: "inferred" }],
    ["on every event", { trigger: {}, source: "inferred" }],
  ] as const)("that would act %s without end is refused", (text, { trigger, source }) => {
    const made = automation({ name: "a", trigger, actions: [{ type: "run-deployment", source }] });
    expect(checkAutomation(made)).toMatchObject([
      { code: "invalid-automation", message: expect.stringContaining(text) as string },
    ]);
    expect(checkAutomation({ ...made, spec: { ...made.spec, enabled: false } })).toEqual([]);
  });

  it("says what is wrong with an action, and where", () => {
    const actions = [{ type: "run-deployment" }] as const;
    expect(checkAutomation(automation({ name: "a", trigger: { expect: ["x"] }, actions }))).toMatchObject([
      { code: "invalid-automation", message: expect.stringContaining("actions.0") as string },
    ]);
  });
});
