import type { Locator } from "playwright-core";

/** A patch of one colour in a picture: its middle and its size in CSS pixels from the upper left corner. */
export interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The patches in the green of completed runs that an element shows, from top to bottom: what a canvas draws is nowhere in
 * the document, so its picture is looked at.
 */
export async function greenShapes(element: Locator): Promise<readonly Shape[]> {
  const picture = (await element.screenshot({ scale: "css" })).toString("base64");
  return element.evaluate(async (_, png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    if (canvas === null) return [];
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    const isGreen = (index: number): boolean => {
      const [red = 0, green = 0, blue = 0] = data.subarray(4 * index);
      return green > 120 && green > 1.5 * red && green > 1.3 * blue;
    };
    const seen = new Set<number>();
    const shapes: Shape[] = [];
    for (let start = 0; start < width * height; start++) {
      if (seen.has(start) || !isGreen(start)) continue;
      const patch = [start];
      seen.add(start);
      for (const index of patch) {
        for (const next of [index - 1, index + 1, index - width, index + width]) {
          if (next < 0 || next >= width * height || seen.has(next) || !isGreen(next)) continue;
          seen.add(next);
          patch.push(next);
        }
      }
      const columns = patch.map((index) => index % width);
      const rows = patch.map((index) => Math.floor(index / width));
      const [left, top] = [Math.min(...columns), Math.min(...rows)];
      const shape = { width: Math.max(...columns) - left + 1, height: Math.max(...rows) - top + 1 };
      // Less than this is the edge of a letter.
      if (patch.length >= 40) shapes.push({ x: left + shape.width / 2, y: top + shape.height / 2, ...shape });
    }
    return shapes;
  }, picture);
}
