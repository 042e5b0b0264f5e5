import { defineConfig } from "vitest/config";

// Two files at a time, each with a Prefect server of its own: half of the time is spent waiting for one.
const server = {
  globalSetup: ["test/support/global-setup.ts"],
  setupFiles: ["test/support/each-file.ts"],
  maxWorkers: 2,
  sequence: { groupOrder: 1 },
  testTimeout: 300_000,
  hookTimeout: 600_000,
};

// Each run has a report of its own when it is given a name.
const report = `test-reports/${process.env["TEST_REPORT"] ?? "all"}.json`;

export default defineConfig({
  test: {
    maxWorkers: "100%",
    reporters: ["default", ["json", { outputFile: report }]],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts", "test/types/**/*.test.ts"],
          testTimeout: 180_000,
        },
      },
      { test: { name: "conformance", include: ["test/conformance/**/*.test.ts"], testTimeout: 300_000 } },
      {
        test: {
          name: "server",
          include: ["test/integration/**/*.test.ts", "test/property/**/*.test.ts"],
          ...server,
        },
      },
    ],
  },
});
