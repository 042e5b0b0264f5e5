import type { LedgerEntry } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import type { ApiSchedule } from "../../interfaces/prefect-api.ts";
import type { Schedule, Timing } from "../../interfaces/schedule.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";
import { keepingAnchor, sameTiming, unsaid, zoneOf } from "./timing.ts";

/** What must be done to the schedules, each by its own id: editing one leaves the others alone. */
export interface ScheduleStep {
  readonly add: readonly JsonObject[];
  /** A body has no `active` where that stays as it is. */
  readonly patch: readonly { readonly id: string; readonly body: JsonObject }[];
  readonly remove: readonly string[];
}

/** Slugs that we declared, with the activity that we gave at the start; part of the ledger. */
export type ScheduleLedger = Readonly<Record<string, boolean>>;

/** The schedules that a ledger entry remembers. */
export function rememberedSchedules(entry: LedgerEntry | undefined): ScheduleLedger {
  const remembered = entry?.["s"];
  if (!isObject(remembered)) return {};
  return Object.fromEntries(Object.entries(remembered).map(([slug, initially]) => [slug, initially === 1]));
}

/** What the ledger shall remember of the declared schedules. */
export function scheduleLedger(schedules: readonly Schedule[]): JsonObject {
  return Object.fromEntries(schedules.map((schedule) => [schedule.slug, startsActive(schedule) ? 1 : 0]));
}

/** A schedule as it is made. */
export function scheduleBody(schedule: Schedule, have?: ApiSchedule): JsonObject {
  return {
    slug: schedule.slug,
    active: schedule.active ?? have?.active ?? startsActive(schedule),
    schedule: keepingAnchor(schedule.schedule, have?.schedule) as unknown as JsonObject,
    parameters: schedule.parameters ?? {},
  };
}

/**
 * Compares by slug. What people added, under slugs that we never declared, is left alone; only an empty list, which says
 * that there shall be none, takes theirs too.
 */
export function compareSchedules(
  declared: readonly Schedule[] | undefined,
  have: readonly ApiSchedule[],
  remembered: ScheduleLedger,
): { readonly step: ScheduleStep; readonly changes: readonly FieldChange[] } {
  const want = declared ?? [];
  const clear = declared?.length === 0;
  const changes: FieldChange[] = [];
  const add: JsonObject[] = [];
  const patch: { id: string; body: JsonObject }[] = [];
  for (const schedule of want) {
    const existing = have.find((candidate) => candidate.slug === schedule.slug);
    if (existing === undefined) {
      add.push(scheduleBody(schedule));
      changes.push({ path: `schedules.${schedule.slug}`, want: describe(schedule) });
      continue;
    }
    const active = wantedActivity(schedule, existing, remembered);
    const differences = differencesOf(schedule, existing, active);
    if (differences.length === 0) continue;
    patch.push({ id: existing.id, body: editBody(schedule, existing, active) });
    changes.push(...differences);
  }
  const gone = have.filter(
    ({ slug }) =>
      clear ||
      (slug !== null && Object.hasOwn(remembered, slug) && !want.some((schedule) => schedule.slug === slug)),
  );
  for (const schedule of gone) {
    changes.push({ path: `schedules.${schedule.slug ?? ""}`, have: timingText(schedule.schedule) });
  }
  return { step: { add, patch, remove: gone.map((schedule) => schedule.id) }, changes };
}

/** Without the activity where nothing is said of it: what people switch while this runs stays. */
function editBody(schedule: Schedule, existing: ApiSchedule, active: boolean): JsonObject {
  const { active: _active, ...body } = scheduleBody(schedule, existing);
  const isSaid = schedule.active !== undefined || active !== existing.active;
  return { ...body, ...(isSaid && { active }) };
}

/** Declared activity is enforced; an initial one counts again only when its declaration changed. */
function wantedActivity(schedule: Schedule, existing: ApiSchedule, remembered: ScheduleLedger): boolean {
  if (schedule.active !== undefined) return schedule.active;
  const before = Object.hasOwn(remembered, schedule.slug) ? remembered[schedule.slug] : undefined;
  const now = startsActive(schedule);
  return before === undefined || before === now ? existing.active : now;
}

function differencesOf(schedule: Schedule, existing: ApiSchedule, active: boolean): readonly FieldChange[] {
  const path = `schedules.${schedule.slug}`;
  const changes: FieldChange[] = [];
  if (!sameTiming(schedule.schedule, existing.schedule))
    changes.push(...timingChanges(path, existing.schedule, schedule.schedule));
  if (active !== existing.active)
    changes.push({ path: `${path}.active`, have: existing.active, want: active });
  const parameters = schedule.parameters ?? {};
  if (!equalJson(parameters, existing.parameters)) {
    changes.push({ path: `${path}.parameters`, have: existing.parameters, want: parameters });
  }
  return changes;
}

/** A line that is taken away is a change to what Prefect goes by without it. */
function timingChanges(path: string, have: Timing, want: Timing): readonly FieldChange[] {
  const before = have as unknown as JsonObject;
  const usual: JsonObject = unsaid;
  const after: JsonObject = { ...usual, ...(want as unknown as JsonObject) };
  return Object.entries(after)
    .filter(([key, value]) => !equalJson(value, before[key] ?? usual[key] ?? null))
    .map(([key, value]) => {
      const old = before[key];
      return { path: `${path}.${key}`, want: value, ...(old !== undefined && old !== null && { have: old }) };
    });
}

function startsActive(schedule: Schedule): boolean {
  return schedule.active ?? schedule.initiallyActive ?? true;
}

function describe(schedule: Schedule): Json {
  return startsActive(schedule)
    ? timingText(schedule.schedule)
    : `${timingText(schedule.schedule)} (inactive)`;
}

function timingText(timing: Timing): string {
  const zone = zoneOf(timing);
  if ("cron" in timing) return `${timing.cron} ${zone}`;
  if ("interval" in timing) return `every ${timing.interval.toString()} s`;
  return `${timing.rrule} ${zone}`;
}
