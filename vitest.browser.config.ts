import { defineConfig } from "vitest/config";

// What people look at, in a real browser: runs in Prefect's own UI, and the pages that commands print.
export default defineConfig({
  test: {
    name: "browser",
    include: ["test/browser/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/each-file.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "browser"}.json` }],
    ],
  },
});
