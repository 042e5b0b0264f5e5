import { describe, expect, it } from "vitest";
import { block, secret } from "../../../src/kit.ts";
import {
  blockStorage,
  gitStorage,
  imageStorage,
  remoteStorage,
  resultStorage,
  s3Storage,
} from "../../../src/recipes/index.ts";
import { fields, reference, refusals, render } from "./render.ts";

const url = "https://github.com/acme/flows.git";
const commit = "0123456789abcdef0123456789abcdef01234567";
const clone = "prefect.deployments.steps.git_clone";

describe("git_storage", () => {
  it("clones a branch, some folders of it and its submodules, with a block that only the run looks up [N39]", () => {
    const { deployment, components } = render(
      gitStorage({
        repository: url,
        branch: "main",
        directories: ["flows"],
        submodules: true,
        credentials: "github-credentials/acme",
      })(reference),
    );
    expect(deployment.pullSteps).toEqual([
      {
        [clone]: {
          id: "clone",
          repository: url,
          branch: "main",
          directories: ["flows"],
          include_submodules: true,
          credentials: "{{ prefect.blocks.github-credentials.acme }}",
        },
      },
    ]);
    expect(components).toMatchObject([{ kind: "block", name: "github-credentials/acme", external: true }]);
  });

  it("takes a secret as an access token, and makes a block that code hands in", () => {
    const token = block({ type: "secret", name: "gh-token", fields: { value: secret.env("GH_TOKEN") } });
    const { deployment, components } = render(gitStorage({ repository: url, credentials: token })(reference));
    expect(deployment.pullSteps).toMatchObject([
      { [clone]: { access_token: "{{ prefect.blocks.secret.gh-token }}" } },
    ]);
    expect(components).toEqual([token]);
  });

  it("leaves the branch's commit to the deploy when it is pinned", () => {
    const { deployment, components } = render(
      gitStorage({ repository: url, branch: "main", pin: true })(reference),
    );
    const late = { $late: "storage", of: `git:${url}#main`, value: "commit" };
    expect(deployment.pullSteps).toEqual([{ [clone]: { id: "clone", repository: url, commit_sha: late } }]);
    expect(components).toMatchObject([
      { kind: "storage", name: `git:${url}#main`, spec: { repository: url, branch: "main" } },
    ]);
  });

  it("takes the commit that is checked out, and warns of changes that are not in it", () => {
    const git = (dirty: boolean) => () => ({ commit, branch: "main", dirty });
    const recipe = gitStorage({ repository: url, commit: "head", folder: "jobs" });
    const { deployment, warnings } = render(recipe(reference), { git: git(false) });
    expect(deployment.pullSteps).toEqual([
      { [clone]: { id: "clone", repository: url, commit_sha: commit } },
      { "prefect.deployments.steps.set_working_directory": { directory: "{{ clone.directory }}/jobs" } },
    ]);
    expect(warnings).toEqual([]);
    expect(render(recipe(reference), { git: git(true) }).warnings).toMatchObject([
      { message: "files differ from the commit 01234567, which the runs will use" },
    ]);
    expect(refusals(recipe(reference))).toMatchObject([{ severity: "error", code: "recipe-failed" }]);
  });

  it.each([
    [{ repository: "https://me:pw@github.com/a/b.git" }, "credentials in it"],
    [{ repository: "https://token@github.com/a/b.git" }, "credentials in it"],
    [{ repository: url, branch: "main", commit }, "both given"],
    [{ repository: url, pin: true, commit }, "names one already"],
    [{ repository: url, commit: "abc" }, "full commit id"],
  ])("refuses %j", (variables, message) => {
    expect(() => gitStorage(variables)).toThrow(message);
  });
});

describe("s3_storage", () => {
  const late = (value: string) => ({ $late: "storage", of: "s3:acme-code/acme/dev", value });

  it("fetches the state that the deploy uploads, below the project and its environment [F-M25]", () => {
    const { deployment, components } = render(
      s3Storage({ bucket: "acme-code", credentials: "aws-credentials/prod" })(reference),
    );
    expect(deployment.pullSteps).toEqual([
      {
        "prefect_aws.deployments.steps.pull_from_s3": {
          id: "fetch",
          requires: "prefect-aws>=0.3.4",
          bucket: "acme-code",
          folder: late("folder"),
          credentials: "{{ prefect.blocks.aws-credentials.prod }}",
        },
      },
    ]);
    expect(components).toMatchObject([
      {
        kind: "storage",
        name: "s3:acme-code/acme/dev",
        spec: { root: "/srv/acme", bucket: "acme-code", prefix: "acme/dev", keep: 5 },
      },
      { kind: "block", name: "aws-credentials/prod", external: true },
    ]);
  });

  it("fetches with s3fs from a server of one's own", () => {
    const endpoint = "http://127.0.0.1:9000";
    const recipe = s3Storage({
      bucket: "acme-code",
      prefix: "/code/",
      endpoint,
      fetch_with: "s3fs",
      credentials: "aws-credentials/prod",
    });
    expect(fields(recipe).pullSteps).toEqual([
      {
        "prefect.deployments.steps.pull_from_remote_storage": {
          id: "fetch",
          requires: "s3fs",
          url: { ...late("url"), of: "s3:acme-code/code" },
          key: "{{ prefect.blocks.aws-credentials.prod.aws_access_key_id }}",
          secret: "{{ prefect.blocks.aws-credentials.prod.aws_secret_access_key }}",
          client_kwargs: { endpoint_url: endpoint },
        },
      },
    ]);
  });
});

describe("other storage", () => {
  it("is any address that fsspec knows, with settings that only the run looks up", () => {
    const settings = { token: "{{ prefect.blocks.secret.gcs }}" };
    const { deployment, components } = render(
      remoteStorage({ url: "gs://acme/flows", settings, requires: "gcsfs" })(reference),
    );
    expect(deployment.pullSteps).toEqual([
      {
        "prefect.deployments.steps.pull_from_remote_storage": {
          ...settings,
          url: "gs://acme/flows",
          requires: "gcsfs",
        },
      },
    ]);
    expect(components).toMatchObject([{ kind: "block", name: "secret/gcs" }]);
    expect(() => remoteStorage({ url: "ftp://me:pw@host/code" })).toThrow("credentials in it");
    expect(() => remoteStorage({ url: "file:///srv/code" })).toThrow("fetches nothing");
    expect(() => remoteStorage({ url: "FILE:///srv/code" })).toThrow("fetches nothing");
  });

  it("is a block that fetches, which must exist", () => {
    const { deployment, components } = render(blockStorage({ block: "gcs-bucket/code" })(reference));
    expect(deployment.pullSteps).toEqual([
      {
        "prefect.deployments.steps.pull_with_block": {
          block_type_slug: "gcs-bucket",
          block_document_name: "code",
        },
      },
    ]);
    expect(components).toMatchObject([{ kind: "block", name: "gcs-bucket/code", external: true }]);
  });

  it("is a folder of the image", () => {
    expect(fields(imageStorage()).pullSteps).toEqual([
      { "prefect.deployments.steps.set_working_directory": { directory: "/opt/prefect/flows" } },
    ]);
  });
});

describe("result_storage", () => {
  it("tells the run's process where results are kept, and wants the block", () => {
    const { deployment, components } = render(resultStorage({ block: "s3-bucket/results" })(reference));
    expect(deployment.jobVariables).toEqual({
      env: {
        PREFECT_DEFAULT_RESULT_STORAGE_BLOCK: "s3-bucket/results",
        PREFECT_RESULTS_PERSIST_BY_DEFAULT: "true",
      },
    });
    expect(components).toMatchObject([{ kind: "block", name: "s3-bucket/results", external: true }]);
  });
});
