import { expect, it } from "vitest";
import { credentialsOf } from "../../../src/prefect/settings/credentials-of.ts";

const url = "http://127.0.0.1:4200/api";
const key = { type: "bearer", value: "canary" } as const;

it("credentials are named by the setting that decides, and where it is from, and never told", () => {
  const sources = { PREFECT_API_KEY: 'profile "prod"', PREFECT_CLIENT_CUSTOM_HEADERS: ".env" };
  const found = credentialsOf({ url, auth: key, headers: { "X-Team": "data" }, sources });
  expect(found).toEqual({ setting: "PREFECT_API_KEY", source: 'profile "prod"', isCloud: false });
  const header = credentialsOf({ url, auth: key, headers: { AUTHORIZATION: "Bearer canary" }, sources });
  expect(header).toMatchObject({ setting: "PREFECT_CLIENT_CUSTOM_HEADERS", source: ".env" });
  const basic = { type: "basic", value: "u:canary" } as const;
  expect(
    credentialsOf({ url, auth: basic, headers: {}, sources: { PREFECT_API_AUTH_STRING: "the environment" } }),
  ).toEqual({ setting: "PREFECT_API_AUTH_STRING", source: "the environment", isCloud: false });
});

it("credentials in the address count when there are no others", () => {
  const sources = { PREFECT_API_URL: "prefect.toml" };
  const address = "http://u:canary@127.0.0.1:4200/api";
  expect(credentialsOf({ url: address, headers: {}, sources })).toEqual({
    ...{ setting: "PREFECT_API_URL", source: "prefect.toml", isCloud: false },
  });
  expect(credentialsOf({ url, headers: {}, sources })).toBeUndefined();
  const cloud = "https://api.prefect.cloud/api/accounts/a/workspaces/b";
  expect(credentialsOf({ url: cloud, auth: key, headers: {}, sources })).toMatchObject({ isCloud: true });
});
