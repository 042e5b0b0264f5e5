import { defineConfig } from "vitest/config";

// Images, built by buildah and pushed to a real registry.
export default defineConfig({
  test: {
    name: "images",
    include: ["test/images/**/*.test.ts"],
    globalSetup: ["test/images/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "images"}.json` }],
    ],
  },
});
