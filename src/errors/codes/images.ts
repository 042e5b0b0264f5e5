/** Codes about images: what each means, for docs/codes.md. */
export const imagesCodes = {
  "no-builder": "An image must be built, and no program that builds images works here.",
  "no-image": "With --no-build, an image is wanted that was never built.",
  "missing-file": "A file or folder that goes into an image is not there.",
  "invalid-image": "An image has a name, a tag or a path that no registry or builder takes.",
  "build-failed": "A builder could not build an image.",
  "push-failed": "A builder could not push an image to its registry.",
  "registry-failed": "A registry cannot be asked, or refuses to answer.",
} as const satisfies Readonly<Record<string, string>>;
