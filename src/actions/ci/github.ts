import type { JsonObject } from "../../interfaces/json.ts";
import { planJob } from "./github-plan.ts";
import { checkout, lines, node, secretsOfPrefect } from "./github-parts.ts";
import { install, type PipelineFacts } from "./plan-of-pipeline.ts";

const image = "${{ needs.build-image.outputs.image }}";

/** Steps of GitHub's own write outside of the project, which the image's user may not. */
const jobContainer: JsonObject = {
  image,
  options: "--user 0",
  credentials: { username: "${{ secrets.REGISTRY_USER }}", password: "${{ secrets.REGISTRY_PASSWORD }}" },
};

/**
 * A workflow: build the image, make the infrastructure, deploy; for a pull request only the plan, as a comment there. Every
 * value of a secret comes in by the environment.
 */
export function githubWorkflow(facts: PipelineFacts): JsonObject {
  const { environment, branch, repository, infrastructure, deploy, inImage } = facts;
  const builds = repository !== undefined;
  const hasInfrastructure = infrastructure.length > 0;
  const env: JsonObject = { ...secretsOfPrefect, ...(builds && { IMAGE: image }) };
  const job = (needs: readonly string[], commands: readonly string[]): JsonObject => ({
    ...deploying,
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
    on: { workflow_dispatch: {}, push: { branches: [branch] }, pull_request: { branches: [branch] } },
    permissions: { contents: "read", ...(builds && { packages: "write" }) },
    // Two deploys of one environment wait for each other, and no plan of a pull request stands between them.
    concurrency: {
      group: `deploy-${environment}\${{ github.event_name == 'pull_request' && github.ref || '' }}`,
      "cancel-in-progress": false,
    },
    jobs: {
      plan: planJob(facts),
      ...(builds && { "build-image": buildJob(repository) }),
      ...(hasInfrastructure && { infra: job(first, infrastructure) }),
      "deploy-flows": job([...first, ...(hasInfrastructure ? ["infra"] : [])], deploy),
    },
  };
}

const deploying: JsonObject = { if: "github.event_name != 'pull_request'", "runs-on": "ubuntu-latest" };

function buildJob(repository: string): JsonObject {
  const registry =
    repository.includes("/") && /[.:]/.test(repository.split("/")[0] ?? "")
      ? repository.split("/")[0]
      : undefined;
  return {
    ...deploying,
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
