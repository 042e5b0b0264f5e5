import { expect, it } from "vitest";
import { renderDrift } from "../../../src/cli/render/life-cycle.ts";
import { plain } from "../../../src/cli/render/palette.ts";
import { owner, planResult } from "./samples.ts";

it("shows drift in columns, with what is declared and what Prefect has", () => {
  const { target } = planResult();
  const text = renderDrift(
    {
      target,
      drifted: [
        {
          kind: "global-concurrency-limit",
          name: "db",
          owner,
          state: "changed",
          fields: [{ path: "limit", want: 3, have: 9 }],
        },
        { kind: "deployment", name: "etl/nightly", owner, state: "gone", fields: [] },
      ],
      edited: [],
      unchanged: 2,
      diagnostics: [],
    },
    plain,
  );
  expect(text.split("\n").slice(2, -1)).toEqual([
    "  ~ global-concurrency-limit   db",
    "      limit  declared 3, Prefect has 9",
    "  - deployment                 etl/nightly  gone from Prefect",
    "",
    "2 drifted, 2 as declared. `meta-prefect deploy` puts them right.",
  ]);
});
