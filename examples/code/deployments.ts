import { flow, localRunDeployer, parameters, schedule, tagsResolver, versioneer } from "meta-prefect";

const report = flow("flow.py:report");

// The innermost recipe runs first, the outermost last and with the last word.
export const nightly = versioneer()(
  tagsResolver()(
    localRunDeployer({ name: "nightly", schedule: { cron: "0 2 * * *", timezone: "US/Eastern" } })(report),
  ),
);

// A called recipe round a called recipe is a called recipe again: the standard of a team in one word.
const enriched = versioneer({ strategy: "semver" })(tagsResolver());

// Wrapping never changes what is wrapped, so one flow can be wrapped any number of times.
export const small = enriched(parameters({ rows: 10 })(localRunDeployer({ name: "small" })(report)));
export const large = enriched(parameters({ rows: 1_000_000 })(localRunDeployer({ name: "large" })(report)));

// A called recipe takes the flow factory, too: every flow that it makes is wrapped.
const dailyFlow = schedule({ interval: "P1D", anchor_date: "2026-01-01T06:00:00Z" })(flow);
export const daily = enriched(localRunDeployer({ name: "daily" })(dailyFlow("flow.py:report")));
