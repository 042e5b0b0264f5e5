import { calendarRefusal, defineRecipe, holidayDays, withoutDays, z } from "../kit.ts";

/** No runs on days off. */
export const holidays = defineRecipe({
  name: "holidays",
  summary: "Takes public holidays out of every schedule, at the times at which it fires.",
  variables: z
    .strictObject({
      country: z.string().default("US").describe("ISO 3166 code; US alone means the federal holidays."),
      subdivision: z.string().optional().describe("A part of the country, for example BY in DE."),
      horizon_years: z.number().int().min(0).max(10).default(1).describe("How many years after this one."),
    })
    .superRefine(({ country, subdivision }, context) => {
      if (country === "US" && subdivision === undefined) return;
      const refusal = calendarRefusal(country, subdivision);
      if (refusal === undefined) return;
      const { of, message, hint } = refusal;
      context.addIssue({ code: "custom", path: [of], message, params: { hint } });
    }),
  build: ({ horizon_years, ...calendar }) => ({
    updateDeployment: (deployment, context) =>
      withoutDays(deployment, holidayDays(calendar, context, horizon_years), context),
  }),
});
