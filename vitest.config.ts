import { defineConfig } from "vitest/config";

const server = { globalSetup: ["test/support/global-setup.ts"], fileParallelism: false, testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: "test-reports/all.json" }]],
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts", "test/types/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "conformance", include: ["test/conformance/**/*.test.ts"], testTimeout: 120_000 } },
      { test: { name: "server", include: ["test/integration/**/*.test.ts", "test/property/**/*.test.ts"], ...server } },
    ],
  },
});
