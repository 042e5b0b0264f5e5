import { expect, it } from "vitest";
import { compose } from "../../../src/kit.ts";
import { parameters, versioneer } from "../../../src/recipes/index.ts";
import { added } from "./render.ts";

it("versions are the commit and a hash of what is declared, which another parameter changes and another order of keys does not [N44]", () => {
  const git = () => ({ commit: "f0492c26aa00", branch: "main", dirty: false });
  const of = (values: Readonly<Record<string, number>>): unknown => {
    const both = compose(parameters(values), versioneer({ strategy: "git-declaration" }));
    return Object.entries(added(both, { git })).find(([name]) => name === "version")?.[1];
  };
  const one = of({ a: 1, b: 2 });
  expect(one).toMatch(/^f0492c26\+[0-9a-f]{8}$/);
  expect([of({ b: 2, a: 1 }) === one, of({ a: 1, b: 3 }) === one]).toEqual([true, false]);
});
