import { defineConfig } from "vitest/config";

const server = {
  globalSetup: ["test/support/global-setup.ts"],
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 240_000,
};

// Each run has a report of its own when it is given a name.
const report = `test-reports/${process.env["TEST_REPORT"] ?? "all"}.json`;

export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: report }]],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts", "test/types/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      { test: { name: "conformance", include: ["test/conformance/**/*.test.ts"], testTimeout: 120_000 } },
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
