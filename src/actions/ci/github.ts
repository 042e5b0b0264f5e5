import type { JsonObject } from "../../interfaces/json.ts";
import { install, prefectSecrets, type PipelineFacts } from "./plan-of-pipeline.ts";

const checkout: JsonObject = { uses: "actions/checkout@v4" };
const node: JsonObject = { uses: "actions/setup-node@v4", with: { "node-version": 22 } };
const image = "${{ needs.build-image.outputs.image }}";

/** Steps of GitHub's own write outside of the project, which the image's user may not. */
const jobContainer: JsonObject = {
  image,
  options: "--user 0",
  credentials: { username: "${{ secrets.REGISTRY_USER }}", password: "${{ secrets.REGISTRY_PASSWORD }}" },
};

/** A workflow: build the image, make the infrastructure, deploy. Every value of a secret comes in by the environment. */
export function githubWorkflow(facts: PipelineFacts): JsonObject {
  const { environment, branch, repository, infrastructure, deploy, inImage } = facts;
  const builds = repository !== undefined;
  const hasInfrastructure = infrastructure.length > 0;
  const env: JsonObject = {
    ...Object.fromEntries(prefectSecrets.map((name) => [name, `\${{ secrets.${name} }}`])),
    ...(builds && { IMAGE: image }),
  };
  const job = (needs: readonly string[], commands: readonly string[]): JsonObject => ({
    "runs-on": "ubuntu-latest",
    ...(needs.length > 0 && { needs }),
    environment,
    ...(builds && inImage && { container: jobContainer }),
    env,
    // meta-prefect writes its own tables into the summary of the job.
    steps: [checkout, node, { run: install }, ...commands.map((run) => ({ run }))],
  });
  const first = builds ? ["build-image"] : [];
  return {
    name: `Deploy to ${environment}`,
    on: { workflow_dispatch: {}, push: { branches: [branch] } },
    permissions: { contents: "read", ...(builds && { packages: "write" }) },
    // Two deploys of one environment wait for each other.
    concurrency: { group: `deploy-${environment}`, "cancel-in-progress": false },
    jobs: {
      ...(builds && { "build-image": buildJob(repository) }),
      ...(hasInfrastructure && { infra: job(first, infrastructure) }),
      "deploy-flows": job([...first, ...(hasInfrastructure ? ["infra"] : [])], deploy),
    },
  };
}

function buildJob(repository: string): JsonObject {
  const registry =
    repository.includes("/") && /[.:]/.test(repository.split("/")[0] ?? "")
      ? repository.split("/")[0]
      : undefined;
  return {
    "runs-on": "ubuntu-latest",
    env: { REPOSITORY: repository },
    outputs: { image: "${{ steps.push.outputs.image }}" },
    steps: [
      checkout,
      {
        uses: "docker/login-action@v3",
        with: {
          ...(registry !== undefined && { registry }),
          username: "${{ secrets.REGISTRY_USER }}",
          password: "${{ secrets.REGISTRY_PASSWORD }}",
        },
      },
      {
        id: "push",
        // The tag is the commit, which never moves; what runs is named by digest.
        run: lines(
          'docker build --tag "$REPOSITORY:$GITHUB_SHA" .',
          'docker push "$REPOSITORY:$GITHUB_SHA"',
          `image=$(docker image inspect --format '{{index .RepoDigests 0}}' "$REPOSITORY:$GITHUB_SHA")`,
          'echo "image=$image" >> "$GITHUB_OUTPUT"',
          'echo "Built \\`$image\\` from $GITHUB_SHA at $(date -u +%FT%TZ)." >> "$GITHUB_STEP_SUMMARY"',
        ),
      },
    ],
  };
}

function lines(...text: readonly string[]): string {
  return `${text.join("\n")}\n`;
}
