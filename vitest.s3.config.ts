import { defineConfig } from "vitest/config";

// Code in buckets, on a real server that speaks S3 and by a real worker with prefect-aws.
export default defineConfig({
  test: {
    name: "s3",
    include: ["test/s3/**/*.test.ts"],
    globalSetup: ["test/s3/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "s3"}.json` }],
    ],
  },
});
