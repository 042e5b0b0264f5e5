import { describe, expect, it } from "vitest";
import { createPrefectApi } from "../../../src/prefect/create-prefect-api.ts";
import { apiAddress } from "../../../src/prefect/api-address.ts";

it("of a proxy that is none is one coded error without it", async () => {
  const proxy = "http://ada:canary@[proxy";
  const api = createPrefectApi({ url: "http://127.0.0.1:9/api", proxy });
  const thrown: unknown = await api.version().catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: "invalid-prefect-settings" });
  expect(String(thrown)).not.toContain("canary");
});

describe("the address of an API", () => {
  it.each([
    "ftp://ada:canary-of-an-address@prefect.example.com/api",
    "ada:canary-of-an-address@prefect.example.com:4200/api",
    "//ada:canary-of-an-address@prefect.example.com/api",
  ])("is refused without the password in %s", (address) => {
    let thrown: unknown;
    try {
      apiAddress(address);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: "invalid-api-url" });
    expect(String(thrown)).toContain("prefect.example.com");
    expect(String(thrown)).not.toContain("canary");
  });

  it("may have credentials with a percent sign that stands for itself", () => {
    const { url, credentials } = apiAddress("http://ada:100%25@prefect.example.com/api/");
    expect([url, credentials?.value]).toEqual(["http://prefect.example.com/api", "ada:100%"]);
    expect(apiAddress("http://ada:100%zz@prefect.example.com/api").credentials?.value).toBe("ada:100%zz");
  });
});
