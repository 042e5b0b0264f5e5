import { describe, expect, it } from "vitest";
import { renderStatusPage } from "../../../src/cli/render/status-page.ts";
import { renderStatus, renderTiming, renderWorkersResult } from "../../../src/cli/render/status.ts";
import { minuteOf } from "../../../src/cli/render/time.ts";
import type { DeploymentStatus, StatusResult } from "../../../src/interfaces/results.ts";
import { target } from "./harness.ts";

// Instants without a zone are read in the zone of this machine, as they are shown.
const nightly: DeploymentStatus = {
  flow: "etl",
  name: "nightly-dev",
  environment: "dev",
  id: "11-22",
  url: "http://127.0.0.1:4200/deployments/deployment/11-22",
  paused: false,
  version: "4",
  schedules: [{ slug: "nightly", active: true, timing: { cron: "0 3 * * *", timezone: "Europe/Berlin" } }],
  workPool: "gpu",
  nextRun: { id: "1", name: "a", state: "Scheduled", time: "2026-11-22T03:00:00" },
  lastRun: { id: "2", name: "b", state: "Completed", time: "2026-11-21T03:01:12" },
  nextRuns: [],
  sync: "in-sync",
  pickup: { by: "worker", workers: 1, reasons: [] },
};
const paused: DeploymentStatus = {
  ...nightly,
  name: "adhoc-dev",
  version: null,
  paused: true,
  schedules: [],
  nextRun: undefined,
  lastRun: undefined,
};
const workers = [
  {
    pool: "gpu",
    name: "worker-a",
    status: "ONLINE" as const,
    lastHeartbeat: "2026-11-21T03:00:09",
    process: { pid: 42, logFile: "/logs/gpu.log" },
  },
  { pool: "gpu", name: "worker-b", status: "OFFLINE" as const, lastHeartbeat: null },
];

function status(rest: Partial<StatusResult> = {}): StatusResult {
  const found = { deployments: [nightly, paused], workers, workerCounts: [], missing: [], diagnostics: [] };
  return { target, ...found, ...rest };
}

describe("the text of a status", () => {
  it("is a table of deployments and one of workers", () => {
    expect(renderStatus(status(), false)).toMatchInlineSnapshot(`
      "acme · dev · http://127.0.0.1:4200/api

        deployment        version   state    as declared   schedule                  next run           last run
        etl/nightly-dev   4         ready    yes           0 3 * * * Europe/Berlin   2026-11-22 03:00   2026-11-21 03:01 Completed
        etl/adhoc-dev     -         paused   yes           -                         -                  -

        worker     work pool   state     last heartbeat     process
        worker-a   gpu         online    2026-11-21 03:00   pid 42, log /logs/gpu.log
        worker-b   gpu         offline   -                  -

      2 deployments, 1 worker online.
      "
    `);
  });

  it("names each reason why nobody takes runs once, and calls only those stuck that have runs [N32]", () => {
    const pickup = { by: null, workers: 0, reasons: ["no worker of gpu is online"] };
    const names = ["a", "b", "c", "d", "e"];
    const idle = names.map((name) => ({ ...nightly, name, pickup, nextRun: undefined }));
    const deployments = [{ ...nightly, pickup }, ...idle];
    const text = renderStatus(status({ deployments }), false);
    expect(text.match(/ stuck /g)).toHaveLength(1);
    expect(text.match(/ unserved /g)).toHaveLength(5);
    expect(text).toContain(`nobody takes the runs of:
  etl/nightly-dev, etl/a, etl/b, etl/c and 2 more: no worker of gpu is online
`);
  });

  it("adds ids, addresses and every schedule with -v", () => {
    const schedules = [...nightly.schedules, { slug: "hourly", active: false, timing: { interval: 5_400 } }];
    const text = renderStatus(status({ deployments: [{ ...nightly, schedules }] }), true);
    expect(text).toContain("2 schedules, 1 active");
    expect(text).toContain(`
etl/nightly-dev
  id                 11-22
  url                http://127.0.0.1:4200/deployments/deployment/11-22
  work pool          gpu
  schedule nightly   0 3 * * * Europe/Berlin
  schedule hourly    every 1 h 30 min (inactive)
`);
  });

  it("says how many of the declared workers of a pool are online", () => {
    const text = renderStatus(status({ workerCounts: [{ pool: "gpu", desired: 1, online: 0 }] }), false);
    expect(text).toContain("\n\n  work pool gpu: workers 0 of 1 online\n\n2 deployments");
  });

  it("says what to do when nothing is deployed", () => {
    expect(renderStatus(status({ deployments: [], workers: [] }), false)).toBe(
      "acme · dev · http://127.0.0.1:4200/api\n\nNothing is deployed. `meta-prefect deploy` does it.\n",
    );
  });
});

describe("the text of a schedule", () => {
  it.each([
    [{ cron: "0 2 * * *" }, "0 2 * * *"],
    [{ interval: 90 }, "every 1 min 30 s"],
    [{ interval: 86_400, timezone: "UTC" }, "every 1 d UTC"],
    [{ interval: 0.5 }, "every 0.5 s"],
    [
      { rrule: "DTSTART:20260101T090000\nRRULE:FREQ=DAILY;BYHOUR=9\nEXDATE:20261225T090000" },
      "FREQ=DAILY;BYHOUR=9",
    ],
    [{ rrule: "FREQ=WEEKLY" }, "FREQ=WEEKLY"],
  ])("%j is %s", (timing, text) => {
    expect(renderTiming(timing)).toBe(text);
  });
});

describe("the text of instants", () => {
  it("shows one that cannot be read as it is", () => {
    expect(minuteOf("soon")).toBe("soon");
  });
});

describe("the text of worker commands", () => {
  it("says what was started or stopped, and what there is", () => {
    expect(renderWorkersResult({ changed: ["worker-a"], workers: workers.slice(0, 1) }, "started"))
      .toMatchInlineSnapshot(`
      "started worker-a

        worker     work pool   state    last heartbeat     process
        worker-a   gpu         online   2026-11-21 03:00   pid 42, log /logs/gpu.log
      "
    `);
    expect(renderWorkersResult({ changed: [], workers: [] }, "stopped")).toBe(
      "No worker of ours runs here.\n",
    );
    expect(renderWorkersResult({ changed: [], workers: [] }, undefined)).toBe(
      "No worker is known. `meta-prefect worker start` starts one.\n",
    );
  });
});

describe("a status as a page", () => {
  it("says what wants attention first, and needs nothing else", () => {
    const pickup = { by: null, workers: 0, reasons: ["no worker of <gpu> is online"] };
    const page = renderStatusPage(
      status({
        deployments: [nightly, { ...nightly, name: "late-dev", pickup, sync: "changed" }, paused],
        missing: [{ flow: "etl", name: "new-dev", environment: "dev" }],
      }),
    );
    expect(page).toContain("<title>acme: 3 to look at</title>");
    expect([...page.matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text)).toEqual([
      "etl/new-dev is declared and not deployed",
      "nobody takes the runs of etl/late-dev: no worker of &lt;gpu&gt; is online",
      "etl/late-dev is not as it is declared",
    ]);
    expect(page).toContain(`<th scope="row"><a href="${nightly.url}">etl/nightly-dev</a></th>`);
    expect(page).not.toMatch(/src=|@import|url\(/);
  });

  it("says that all is well where it is", () => {
    expect(renderStatusPage(status({ workers: [] }))).toContain("<title>acme: all is well</title>");
  });
});
