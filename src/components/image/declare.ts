import type { ImageComponent, ImageSpec, LateImage } from "../../interfaces/image.ts";
import { deepFreeze } from "../../util/freeze.ts";

/**
 * An image that is built and pushed when deploying, once for all deployments that use it, and only when what goes into it
 * has changed; {@link lateImage} puts its reference into a job variable.
 *
 * @example
 * ```ts
 * import { image, lateImage } from "meta-prefect/kit";
 * const ours = image({ repository: "registry.example.com/acme/flows", root: "/srv/flows", copy: ["flows"] });
 * const jobVariables = { image: lateImage(ours) };
 * ```
 */
export function image(spec: ImageSpec): ImageComponent {
  return deepFreeze({ kind: "image", name: spec.repository, spec, requires: [] });
}

/** Stands in a job variable for what the registry calls the image. */
export function lateImage({ name }: Pick<ImageComponent, "name">): LateImage {
  return deepFreeze({ $late: "image", of: name });
}
