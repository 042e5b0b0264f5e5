import type { Finding } from "../../interfaces/look-actions.ts";
import type { BuilderName } from "../../interfaces/image.ts";

/** A look for the program that builds images. */
export interface BuilderSearch {
  /** The one that a declaration names; undefined for any. */
  readonly wanted: BuilderName | undefined;
  /** What would be used. */
  readonly found: BuilderName | undefined;
  /** Repositories of the images that it is for; none when the project builds no image, undefined when it is not known. */
  readonly images: readonly string[] | undefined;
}

const any = "buildx, docker, podman or buildah";

/** Which program would build the images, and whether that matters to the project. */
export function builderFinding({ wanted, found, images }: BuilderSearch): Finding {
  const check = "images";
  const [first] = images ?? [];
  if (images === undefined || first === undefined) {
    const what = found === undefined ? `none of ${any} works here` : `${found} would build images`;
    return {
      check,
      state: "ok",
      message: `${what}; ${images === undefined ? "no project says whether it needs one" : "the project builds none"}`,
    };
  }
  const others = images.length > 1 ? ` and ${String(images.length - 1)} more` : "";
  if (found !== undefined) return { check, state: "ok", message: `${found} builds ${first}${others}` };
  return {
    check,
    state: "error",
    message: `${wanted ?? `none of ${any}`} ${wanted === undefined ? "works" : "does not work"} here, so nothing builds ${first}${others}`,
    hint: `install ${wanted ?? any} and see that it is started; or deploy with --no-build what CI has built`,
  };
}
