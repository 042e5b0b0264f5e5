import { defineConfig } from "vitest/config";

// What writes is tested on both databases; here the Prefect server keeps its data in PostgreSQL.
export default defineConfig({
  test: {
    name: "postgresql",
    include: [
      "test/postgresql/**/*.test.ts",
      "test/property/**/*.test.ts",
      "test/integration/{apply,driver-contract,prefect-paging,reconcile-fields}.test.ts",
    ],
    globalSetup: ["test/postgresql/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "postgresql"}.json` }],
    ],
  },
});
