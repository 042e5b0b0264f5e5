import type { JsonObject } from "../../interfaces/json.ts";
import { checkout, lines, node, secretsOfPrefect } from "./github-parts.ts";
import { install, type PipelineFacts } from "./plan-of-pipeline.ts";

/**
 * What a pull request would change, as its one comment that each push writes anew: the first line of a plan says of which
 * project and environment it is. Pull requests from forks have no secrets and get none.
 */
export function planJob({ environment, repository, plan }: PipelineFacts): JsonObject {
  return {
    if: "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
    "runs-on": "ubuntu-latest",
    environment,
    permissions: { contents: "read", "pull-requests": "write" },
    env: {
      ...secretsOfPrefect,
      // The name that the image will have; its digest is known once it is built.
      ...(repository !== undefined && { IMAGE: `${repository}:\${{ github.sha }}` }),
    },
    steps: [
      checkout,
      node,
      { run: install },
      // 2 says that there is something to deploy.
      { run: `${plan} --comment-file plan.md || test $? -eq 2` },
      {
        env: { GH_TOKEN: "${{ github.token }}", PULL_REQUEST: "${{ github.event.pull_request.number }}" },
        run: lines(
          "MARKER=$(head -n 1 plan.md)",
          "export MARKER",
          'comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"',
          "known=$(gh api --paginate \"$comments\" --jq '.[] | select(.body | startswith(env.MARKER)) | .id')",
          'if [ -n "$known" ]; then',
          '  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${known%%[!0-9]*}" --field body=@plan.md',
          "else",
          '  gh api --silent --method POST "$comments" --field body=@plan.md',
          "fi",
        ),
      },
    ],
  };
}
