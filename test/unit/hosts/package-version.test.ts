import { afterEach, describe, expect, it } from "vitest";
import { lookupPackageVersion } from "../../../src/hosts/package-version.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let project: ProjectFolder;
afterEach(() => project.remove());

describe("the version of a package", () => {
  it("is the project's own where it bears that name", async () => {
    project = await makeProject({
      "package.json": '{ "name": "acme-flows", "version": "1.2.3" }',
      "node_modules/acme-flows/package.json": '{ "name": "acme-flows", "version": "0.0.1" }',
    });
    expect(lookupPackageVersion(project.path, "acme-flows")).toBe("1.2.3");
    expect(lookupPackageVersion(project.path, "other")).toBeUndefined();
  });

  it("is read from pyproject.toml, by Python's rule for names", async () => {
    project = await makeProject({ "pyproject.toml": '[project]\nname = "Acme.Flows"\nversion = "2.0"\n' });
    expect(lookupPackageVersion(project.path, "acme_flows")).toBe("2.0");
    await project.write("pyproject.toml", '[tool.poetry]\nname = "acme-flows"\nversion = "2.1"\n');
    expect(lookupPackageVersion(project.path, "acme-flows")).toBe("2.1");
  });

  it("is that of what is installed for the project", async () => {
    project = await makeProject({
      "node_modules/@acme/kit/package.json": '{ "name": "@acme/kit", "version": "3.1.0" }',
      ".venv/lib/python3.11/site-packages/My_Pkg-4.5.6.dist-info/METADATA": "",
    });
    expect(lookupPackageVersion(project.path, "@acme/kit")).toBe("3.1.0");
    expect(lookupPackageVersion(project.path, "my-pkg")).toBe("4.5.6");
  });

  it("is none for broken files and for names that would leave the project", async () => {
    project = await makeProject({
      "package.json": "{",
      "pyproject.toml": "[project",
      "up/package.json": '{ "name": "up", "version": "1" }',
    });
    expect(lookupPackageVersion(project.path, "acme")).toBeUndefined();
    expect(lookupPackageVersion(project.path, "../up")).toBeUndefined();
  });
});
