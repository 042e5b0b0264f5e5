import { localRunDeployer, schedule } from "meta-prefect";
import { defineRecipe, withLabels, withTags, z } from "meta-prefect/kit";

/** Tells everybody who answers for a deployment. */
export const owned = defineRecipe({
  name: "owned",
  summary: "Marks the deployment with the team that answers for it.",
  variables: z.object({ team: z.enum(["data", "finance"]).describe("Who answers for it.") }),
  build: ({ team }) => ({
    updateDeployment: (deployment) => withLabels(withTags(deployment, [`team=${team}`]), { team }),
  }),
});

/** What our team means by a nightly job: other recipes, put together. */
export const nightly = defineRecipe({
  name: "nightly",
  summary: "Runs a flow on this machine every night, and marks it with its team.",
  variables: z.object({
    team: owned.variables.shape.team,
    hour: z.number().int().min(0).max(5).default(2).describe("Hour of the night in Berlin."),
  }),
  build: ({ team, hour }) => [
    schedule({ cron: `0 ${String(hour)} * * *`, timezone: "Europe/Berlin", slug: "nightly" }),
    localRunDeployer({ name: "nightly" }),
    owned({ team }),
  ],
});
