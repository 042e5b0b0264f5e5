import { describe, expect, it } from "vitest";
import { deployingOptions } from "../../../src/actions/orchestrator/deploying-options.ts";
import { checked, packagingOptions } from "../../../src/actions/orchestrator/options.ts";
import type { DeployingOptions, PackagingOptions } from "../../../src/index.ts";

describe("the options of an orchestrator", () => {
  it("are typed objects, in the documented names or in the spelling of TypeScript [B05]", () => {
    const documented: PackagingOptions = { class: "Runner", copy_files: ["a.csv"], docker_image_tag: "a:1" };
    const spelled: PackagingOptions = { class: "Runner", copyFiles: ["a.csv"], dockerImageTag: "a:1" };
    expect(checked(packagingOptions, spelled, "packaging")).toEqual(
      checked(packagingOptions, documented, "packaging"),
    );
    // @ts-expect-error: a list, as the documentation has it
    const wrong: PackagingOptions = { class: "Runner", copyFiles: "a.csv" };
    expect(() => checked(packagingOptions, wrong, "packaging")).toThrow(/copy_files: "a.csv" is not valid/);
    const deploying: DeployingOptions = {
      deploymentName: "a",
      deploymentType: "kubernetes",
      workPool: "p",
      jobVariables: { image_pull_policy: "Always", camelCase: 1 },
    };
    expect(checked(deployingOptions, deploying, "deploying")).toMatchObject({
      deployment_name: "a",
      deployment_type: "kubernetes",
      work_pool: "p",
      // What is inside of an option is the user's own.
      job_variables: { image_pull_policy: "Always", camelCase: 1 },
    });
  });

  it("are refused in two spellings at once, and in none that is known", () => {
    expect(() =>
      checked(packagingOptions, { class: "R", copyFiles: [], copy_files: [] }, "packaging"),
    ).toThrow("copy_files is given in two spellings");
    expect(() => checked(packagingOptions, { class: "R", copyFile: [] }, "packaging")).toThrow(/copy_file/);
  });
});
