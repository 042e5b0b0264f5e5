import { describe, expect, it } from "vitest";
import { cacheFolder, dataFolder } from "../../../src/hosts/folders.ts";

describe("the folders of the user", () => {
  it("follow the XDG rules on Linux, where a relative path counts as unset", () => {
    expect(cacheFolder({ HOME: "/home/a" }, "linux")).toBe("/home/a/.cache/meta-prefect");
    expect(dataFolder({ HOME: "/home/a", XDG_DATA_HOME: "data" }, "linux")).toBe(
      "/home/a/.local/share/meta-prefect",
    );
    expect(dataFolder({ HOME: "/home/a", XDG_DATA_HOME: "/data" }, "linux")).toBe("/data/meta-prefect");
  });

  it("are the system's on macOS and Windows", () => {
    expect(cacheFolder({ HOME: "/Users/a" }, "darwin")).toBe("/Users/a/Library/Caches/meta-prefect");
    expect(dataFolder({ HOME: "/Users/a" }, "darwin")).toBe(
      "/Users/a/Library/Application Support/meta-prefect",
    );
    expect(cacheFolder({ LOCALAPPDATA: "/local" }, "win32")).toBe("/local/meta-prefect/cache");
  });

  it("can be named outright", () => {
    const env = { HOME: "/home/a", META_PREFECT_CACHE: "/c", META_PREFECT_DATA: "/d" };
    expect([cacheFolder(env, "linux"), dataFolder(env, "darwin")]).toEqual(["/c", "/d"]);
  });
});
