import type { Json, JsonObject } from "../../interfaces/json.ts";
import { install, type PipelineFacts } from "./plan-of-pipeline.ts";

/** A pipeline: build the image, make the infrastructure, deploy. Secrets are CI/CD variables, which every job has. */
export function gitlabPipeline(facts: PipelineFacts): JsonObject {
  const { environment, branch, repository, infrastructure, deploy } = facts;
  const builds = repository !== undefined;
  const hasInfrastructure = infrastructure.length > 0;
  const rules = [{ if: `$CI_COMMIT_BRANCH == "${branch}"` }];
  const job = (stage: string, needs: readonly string[], commands: readonly string[]): JsonObject => ({
    stage,
    image: "node:22",
    ...(needs.length > 0 && { needs: needs.map((one) => ({ job: one, artifacts: true })) }),
    environment: { name: environment },
    // Two deploys of one environment wait for each other.
    resource_group: `deploy-${environment}`,
    rules,
    script: [install, ...commands],
  });
  const first = builds ? ["build-image"] : [];
  return {
    stages: [...(builds ? ["build"] : []), ...(hasInfrastructure ? ["infra"] : []), "deploy"],
    ...(builds && { "build-image": buildJob(repository, rules) }),
    ...(hasInfrastructure && { infra: job("infra", first, infrastructure) }),
    "deploy-flows": job("deploy", [...first, ...(hasInfrastructure ? ["infra"] : [])], deploy),
  };
}

function buildJob(repository: string, rules: Json): JsonObject {
  return {
    stage: "build",
    image: "docker:27",
    services: ["docker:27-dind"],
    variables: { REPOSITORY: repository, DOCKER_TLS_CERTDIR: "/certs" },
    rules,
    script: [
      'echo "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin "${REPOSITORY%%/*}"',
      'docker build --tag "$REPOSITORY:$CI_COMMIT_SHA" .',
      'docker push "$REPOSITORY:$CI_COMMIT_SHA"',
      // The tag is the commit, which never moves; what runs is named by digest, which later jobs get as IMAGE.
      `echo "IMAGE=$(docker image inspect --format '{{index .RepoDigests 0}}' "$REPOSITORY:$CI_COMMIT_SHA")" > build.env`,
    ],
    artifacts: { reports: { dotenv: "build.env" } },
  };
}
