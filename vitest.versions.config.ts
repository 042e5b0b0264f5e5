import { defineConfig } from "vitest/config";

// The oldest Prefect that is supported and one in the middle; all other suites run against the newest.
const project = (version: string) => ({
  test: {
    name: `prefect-${version}`,
    include: ["test/versions/**/*.test.ts"],
    globalSetup: ["test/versions/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});

export default defineConfig({
  test: {
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "versions"}.json` }],
    ],
    projects: [project("3.4.0"), project("3.6.0")],
  },
});
