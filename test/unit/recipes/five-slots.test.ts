import { expect, it } from "vitest";
import {
  dask,
  environmentVariables,
  jobVariables,
  localRunDeployer,
  tags,
  versioneer,
} from "../../../src/recipes/index.ts";
import { reference, render } from "./render.ts";

it("storage, run configuration, environment, executor and metadata of a Prefect 1 flow each have their place [C37]", () => {
  const deployable = versioneer({ strategy: "env" })(
    tags({ tags: ["team=data"] })(
      dask({ num_workers: 2 })(
        environmentVariables({ REGION: "eu" })(
          jobVariables({ stream_output: false })(localRunDeployer({ name: "local-run" })(reference)),
        ),
      ),
    ),
  );
  const { deployment, components } = render(deployable, { env: { META_PREFECT__VERSION: "7" } });
  expect(deployment.pullSteps).toMatchObject([{ "prefect.deployments.steps.set_working_directory": {} }]);
  expect(components.map(({ kind }) => kind)).toContain("work-pool");
  expect(deployment.jobVariables).toMatchObject({ stream_output: false, env: { REGION: "eu" } });
  expect(deployment.taskRunner?.options).toMatchObject({ cluster_kwargs: { n_workers: 2 } });
  expect(deployment).toMatchObject({
    version: "7",
    description: "Adds two numbers.",
    tags: expect.arrayContaining(["env=dev", "team=data"]) as string[],
  });
});
