import { defineGuard, defineRecipe, withSchedules, withTags, z, type Recipe } from "meta-prefect/kit";

const nightlyVariables = z.object({
  team: z.enum(["data", "finance"]).describe("Who answers for it."),
  hour: z.number().int().min(0).max(5).default(2).describe("Hour of the night in Berlin."),
});

/** What Acme means by a nightly job. */
export const nightly: Recipe<typeof nightlyVariables> = defineRecipe({
  name: "acme_nightly",
  summary: "Runs every night, and tags the deployment with its team.",
  variables: nightlyVariables,
  build: ({ team, hour }) => ({
    updateDeployment: (deployment) => {
      const schedule = { cron: `0 ${String(hour)} * * *`, timezone: "Europe/Berlin" };
      return withSchedules(withTags(deployment, [`team=${team}`]), [{ slug: "nightly", schedule }]);
    },
  }),
});

const noVariables = z.strictObject({});

/** Everybody sees who answers for what runs in production. */
export const owned: Recipe<typeof noVariables> = defineGuard({
  name: "acme_owned",
  summary: "Wants a team on every deployment of prod.",
  variables: noVariables,
  check:
    () =>
    (deployments, { fail }) => {
      for (const one of deployments) {
        const { tags = [] } = one.deployment;
        if (one.environment === "prod" && !tags.some((tag) => tag.startsWith("team=")))
          fail(one, "no tag says which team answers for it", {
            at: "tags",
            hint: "use the recipe acme_nightly",
          });
      }
    },
});
