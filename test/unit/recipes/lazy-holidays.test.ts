import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { builtinRecipes, holidays, schedule } from "../../../src/recipes/index.ts";
import { fields } from "./render.ts";

it("loads the calendars of the world only when one of them is asked for", () => {
  const { cache } = createRequire(import.meta.url);
  const loaded = (): boolean => Object.keys(cache).some((file) => file.includes("date-holidays"));
  expect(builtinRecipes.length).toBeGreaterThan(0);
  fields(holidays()(schedule({ rrule: "FREQ=DAILY" })));
  expect(loaded()).toBe(false);
  holidays({ country: "FR" });
  expect(loaded()).toBe(true);
});
