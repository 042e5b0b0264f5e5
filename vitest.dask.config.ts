import { defineConfig } from "vitest/config";

// Flows whose tasks run on Dask, on a real cluster and by a real worker with prefect-dask.
export default defineConfig({
  test: {
    name: "dask",
    include: ["test/dask/**/*.test.ts"],
    globalSetup: ["test/dask/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "dask"}.json` }],
    ],
  },
});
