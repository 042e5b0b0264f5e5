/** Codes about images and deployments files: what each means, for docs/codes.md. */
export const imagesCodes = {
  "no-builder": "An image must be built, and no program that builds images works here.",
  "no-image": "With --no-build, an image is wanted that was never built.",
  "missing-file": "A file or folder that goes into an image is not there.",
  "invalid-image": "An image has a name, a tag or a path that no registry or builder takes.",
  "build-failed": "A builder could not build an image.",
  "push-failed": "A builder could not push an image to its registry.",
  "registry-failed": "A registry cannot be asked, or refuses to answer.",
  "invalid-deployments-file":
    "A file given to deploy -f lacks something, or has a value that it cannot have.",
  "unknown-ib-block":
    "The infrastructure block of a deployments file stands for no work pool of the project's table.",
  "invalid-platform-file":
    "What a platform file says of Prefect lacks something, or has a value that it cannot have.",
  "platform-disabled": "A platform file does not enable Prefect, so there is nothing to deploy of it.",
  "invalid-orchestration":
    "An orchestrator was given options that it does not have, or not all that it needs.",
  "container-failed": "Docker could not start, list or stop a container.",
} as const satisfies Readonly<Record<string, string>>;
