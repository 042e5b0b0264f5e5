import { defineConfig } from "vitest/config";

// What is meant for a cluster, on a real Kubernetes API server and by Prefect's own workers.
export default defineConfig({
  test: {
    name: "kubernetes",
    include: ["test/kubernetes/**/*.test.ts"],
    globalSetup: ["test/kubernetes/global-setup.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 900_000,
    reporters: [
      "default",
      ["json", { outputFile: `test-reports/${process.env["TEST_REPORT"] ?? "kubernetes"}.json` }],
    ],
  },
});
