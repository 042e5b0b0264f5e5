import type { Declared } from "./reconcile.ts";
import type { RecordedRequest } from "./recording-proxy.ts";

/** Deployments with a schedule, each of a flow of its own, so that a deploy has twice as many changes. */
export function manyDeployments(project: string, count: number): readonly Declared[] {
  const fields = { schedules: [{ slug: "nightly", schedule: { cron: "0 2 * * *" } }] };
  return Array.from({ length: count }, (_, index) => ({
    flow: `${project}-${index.toString()}`,
    name: "main",
    fields,
  }));
}

/** The most writes that were in flight at one time. */
export function mostInFlight(requests: readonly RecordedRequest[]): number {
  return Math.max(...requests.map(({ writesInFlight }) => writesInFlight));
}
