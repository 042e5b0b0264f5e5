import assert from "node:assert/strict";
import { test } from "node:test";
import { preview } from "meta-prefect/kit";
import { nightly } from "./nightly.ts";

test("runs at two in the night, once it is in production", () => {
  const { deployment } = preview(nightly({ team: "finance" }), { environment: "prod" });
  assert.deepEqual(deployment.schedules, [
    {
      slug: "nightly",
      schedule: { cron: "0 2 * * *", timezone: "Europe/Berlin" },
      initiallyActive: true,
    },
  ]);
});

test("sleeps in development", () => {
  const { deployment } = preview(nightly({ team: "data", hour: 5 }));
  assert.equal(deployment.name, "nightly-dev");
  assert.equal(deployment.schedules?.[0]?.initiallyActive, false);
});

test("says who answers for it", () => {
  const { deployment } = preview(nightly({ team: "finance" }));
  assert.deepEqual(deployment.tags, ["env=dev", "team=finance"]);
  assert.deepEqual(deployment.labels, { team: "finance" });
});

test("refuses an hour of the day", () => {
  assert.throws(() => nightly({ team: "finance", hour: 12 }), { code: "invalid-variables" });
});
