import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isMetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import { resolveSettings, type PrefectSettings } from "../../../src/prefect/settings/resolve-settings.ts";

const directory = "/project";
const home = "/home/user";

/** Resolves with files by path; relative ones lie in the project's folder. */
function resolveWith(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<PrefectSettings> {
  const byPath = new Map(
    Object.entries(files).map(([path, text]) => [path.startsWith("/") ? path : join(directory, path), text]),
  );
  return resolveSettings({
    env,
    directory,
    homeDirectory: home,
    readFile: (path) => Promise.resolve(byPath.get(path)),
  });
}

const profiles = (address: string): string => `active = "p"
[profiles.p]
PREFECT_API_URL = "${address}"
PREFECT_API_KEY = "profile-key"
[profiles.q]
PREFECT_API_URL = "http://q/api"
`;
const homeProfiles = `${home}/.prefect/profiles.toml`;

/* Each expectation below was compared with what `prefect config view` of Prefect 3.8.8 connects to. */
describe("settings of Prefect", () => {
  const places = {
    [homeProfiles]: profiles("http://profile/api"),
    "pyproject.toml": '[tool.prefect.api]\nurl = "http://pyproject/api"\n',
    "prefect.toml": '[api]\nurl = "http://toml/api"\n',
    ".env": "PREFECT_API_URL=http://dotenv/api\n",
  };

  it("are looked for in the order of Prefect's own client", async () => {
    const { [homeProfiles]: profile, "pyproject.toml": pyproject, "prefect.toml": toml } = places;
    const urlOf = async (files: Readonly<Record<string, string>>, env = {}): Promise<unknown> => {
      const { url, sources } = await resolveWith(files, env);
      return [url, sources.PREFECT_API_URL];
    };
    expect(await urlOf(places, { PREFECT_API_URL: "http://env/api" })).toEqual([
      "http://env/api",
      "the environment",
    ]);
    expect(await urlOf(places)).toEqual(["http://dotenv/api", ".env"]);
    expect(
      await urlOf({ [homeProfiles]: profile, "pyproject.toml": pyproject, "prefect.toml": toml }),
    ).toEqual(["http://toml/api", "prefect.toml"]);
    expect(await urlOf({ [homeProfiles]: profile, "pyproject.toml": pyproject })).toEqual([
      "http://pyproject/api",
      "pyproject.toml",
    ]);
    expect(await urlOf({ [homeProfiles]: profile })).toEqual(["http://profile/api", 'profile "p"']);
    expect(await urlOf({})).toEqual([undefined, undefined]);
  });

  it.each([
    ["the environment", {}, { PREFECT_API_URL: "" }],
    [".env", { ".env": "PREFECT_API_URL=\n" }, {}],
    ["prefect.toml", { "prefect.toml": '[api]\nurl = ""\n' }, {}],
  ])("take an empty address in %s for: none", async (source, files, env) => {
    const settings = await resolveWith({ [homeProfiles]: places[homeProfiles], ...files }, env);
    expect(settings).not.toHaveProperty("url");
    expect(settings.sources.PREFECT_API_URL).toBe(source);
  });

  it("take an empty key for: none", async () => {
    const settings = await resolveWith({ [homeProfiles]: places[homeProfiles] }, { PREFECT_API_KEY: "" });
    expect(settings.url).toBe("http://profile/api");
    expect(settings).not.toHaveProperty("auth");
  });

  it.each([
    ["the one that is active", {}, {}, "http://profile/api"],
    ["PREFECT_PROFILE", {}, { PREFECT_PROFILE: "q" }, "http://q/api"],
    ["not an empty PREFECT_PROFILE", {}, { PREFECT_PROFILE: "" }, "http://profile/api"],
    ["not PREFECT_PROFILE in .env", { ".env": "PREFECT_PROFILE=q\n" }, {}, "http://profile/api"],
    ["PREFECT_PROFILES_PATH", {}, { PREFECT_PROFILES_PATH: "other.toml" }, "http://other/api"],
    [
      "PREFECT_PROFILES_PATH in .env",
      { ".env": "PREFECT_PROFILES_PATH=other.toml\n" },
      {},
      "http://other/api",
    ],
    [
      "profiles_path in prefect.toml",
      { "prefect.toml": 'profiles_path = "other.toml"' },
      {},
      "http://other/api",
    ],
    [
      "profiles_path in pyproject.toml",
      { "pyproject.toml": '[tool.prefect]\nprofiles_path = "other.toml"' },
      {},
      "http://other/api",
    ],
    ["PREFECT_HOME", {}, { PREFECT_HOME: "/ph" }, "http://ph/api"],
    ["not PREFECT_HOME in .env", { ".env": "PREFECT_HOME=/ph\n" }, {}, "http://profile/api"],
  ])("take the profile: %s", async (_what, files, env, url) => {
    const all = {
      [homeProfiles]: profiles("http://profile/api"),
      "other.toml": profiles("http://other/api"),
      "/ph/profiles.toml": profiles("http://ph/api"),
      ...files,
    };
    expect(await resolveWith(all, env)).toMatchObject({ url, warnings: [] });
  });

  it("warn of a profile that is not there", async () => {
    const { warnings, url } = await resolveWith(
      { [homeProfiles]: profiles("http://p/api") },
      { PREFECT_PROFILE: "zz" },
    );
    expect(url).toBeUndefined();
    expect(warnings).toMatchObject([{ severity: "warning", code: "unknown-prefect-profile" }]);
    expect(warnings[0]?.message).toContain('"zz"');
  });

  it("warn when a key of a weaker place goes to an address of a stronger one, without showing it", async () => {
    const { auth, warnings } = await resolveWith(
      { [homeProfiles]: profiles("http://p/api") },
      { PREFECT_API_URL: "http://env/api" },
    );
    expect(auth).toEqual({ type: "bearer", value: "profile-key" });
    expect(warnings).toMatchObject([
      {
        code: "mixed-prefect-settings",
        message: 'PREFECT_API_KEY of profile "p" is sent to the PREFECT_API_URL of the environment',
      },
    ]);
    expect(JSON.stringify(warnings)).not.toContain("profile-key");
  });

  it("do not warn of a key that somebody gave for a configured address", async () => {
    const { warnings } = await resolveWith(
      { "prefect.toml": '[api]\nurl = "http://toml/api"' },
      { PREFECT_API_KEY: "k" },
    );
    expect(warnings).toEqual([]);
  });

  it("prefer the auth string to the key, as Prefect does", async () => {
    const { auth } = await resolveWith({ ".env": "PREFECT_API_KEY=k\nPREFECT_API_AUTH_STRING='u:p#1'\n" });
    expect(auth).toEqual({ type: "basic", value: "u:p#1" });
  });

  it("read names in any case, quotes, comments and references in .env", async () => {
    const text = 'export prefect_api_url="http://${NAME}:${PORT:-99}/api" # here\r\n';
    expect(await resolveWith({ ".env": text }, { NAME: "host" })).toMatchObject({
      url: "http://host:99/api",
    });
  });

  it.each([
    ["a variable", {}, { PREFECT_CLIENT_CUSTOM_HEADERS: '{"X-A":"1"}' }],
    ["a table", { "prefect.toml": '[client.custom_headers]\n"X-A" = "1"\n' }, {}],
    ["a text in TOML", { "pyproject.toml": '[tool.prefect.client]\ncustom_headers = \'{"X-A":"1"}\'\n' }, {}],
  ])("read custom headers from %s", async (_what, files, env) => {
    expect(await resolveWith(files, env)).toMatchObject({ headers: { "X-A": "1" } });
  });

  it.each(["{", "[]", '{"X-A":1}', '{"X A":"1"}', '{"X-A":"1\\r\\nX-B: 2"}'])(
    "refuse %s as headers",
    async (value) => {
      await expect(resolveWith({}, { PREFECT_CLIENT_CUSTOM_HEADERS: value })).rejects.toMatchObject({
        code: "invalid-prefect-settings",
      });
    },
  );

  it("read the certificate file and the switch for unchecked ones", async () => {
    const env = { PREFECT_API_SSL_CERT_FILE: "/ca.pem", PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "Yes" };
    expect(await resolveWith({}, env)).toMatchObject({ ca: "/ca.pem", insecure: true });
    expect(await resolveWith({}, { SSL_CERT_FILE: "/system.pem" })).toMatchObject({
      ca: "/system.pem",
      insecure: false,
    });
    await expect(resolveWith({}, { PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "maybe" })).rejects.toMatchObject({
      code: "invalid-prefect-settings",
    });
  });

  it("point at a broken line of TOML without showing it", async () => {
    const failure: unknown = await resolveWith({ "prefect.toml": '[api]\nkey = "canary\n' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({ code: "invalid-prefect-settings" });
    if (!isMetaPrefectError(failure)) return;
    expect(failure.diagnostics).toMatchObject([{ location: { file: "prefect.toml", line: 2 } }]);
    expect(`${failure.message}${failure.hint ?? ""}${JSON.stringify(failure.diagnostics)}`).not.toContain(
      "canary",
    );
  });
});
