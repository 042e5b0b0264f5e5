import { describe, expect, it } from "vitest";
import { serve } from "../../../src/actions/serve.ts";
import { folderWith } from "../project/support.ts";

describe("serving flows", () => {
  it("leaves signals to others again when it cannot begin", async () => {
    const directory = await folderWith({});
    const before = ["SIGINT", "SIGTERM"].map((name) => process.listenerCount(name));
    const env = { HOME: directory };
    await expect(serve({}, { directory, env })).rejects.toMatchObject({ code: "no-api" });
    expect(["SIGINT", "SIGTERM"].map((name) => process.listenerCount(name))).toEqual(before);
  });
});
