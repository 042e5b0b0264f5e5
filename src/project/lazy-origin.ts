import type { Location, Origin } from "../interfaces/diagnostic.ts";

/**
 * An origin whose place is looked up when somebody asks, and once: finding a line costs more than building an entry,
 * and most places are never asked for.
 */
export function lazyOrigin(
  place: () => Location,
  locate: Origin["locate"],
  layerOf?: Origin["layerOf"],
): Origin {
  let found: Location | undefined;
  return {
    get location() {
      return (found ??= place());
    },
    locate,
    ...(layerOf && { layerOf }),
  };
}
