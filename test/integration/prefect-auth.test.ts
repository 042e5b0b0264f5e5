import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import { request } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { doctor } from "../../src/actions/doctor.ts";
import { schedulesFinding } from "../../src/actions/doctor/schedules-finding.ts";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { resolveSettings } from "../../src/prefect/settings/resolve-settings.ts";
import { apiUrl, python, raw, startServer } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import type { TestServer } from "../support/server.ts";
import { unique } from "../support/unique.ts";

type Variables = Readonly<Record<string, string>>;
interface Style {
  readonly name: string;
  readonly env: (url: string) => Variables;
  /** Files of the project's folder by name, and `profiles.toml`. */
  readonly files?: (url: string) => Variables;
  readonly authorization: string | undefined;
}

const authString = "admin:canary-pass";
const basic = `Basic ${Buffer.from(authString).toString("base64")}`;
const headers = JSON.stringify({ Authorization: basic, "X-Team": "data" });

const auth: Style = {
  name: "auth string",
  env: (url) => ({ PREFECT_API_URL: url, PREFECT_API_AUTH_STRING: authString }),
  authorization: basic,
};

/* The server wants Basic credentials, so every style but the key must get through it. */
const styles: readonly Style[] = [
  auth,
  {
    name: "auth string before key",
    env: (url) => ({ PREFECT_API_URL: url, PREFECT_API_AUTH_STRING: authString, PREFECT_API_KEY: "pnu_x" }),
    authorization: basic,
  },
  {
    name: "custom headers before key",
    env: (url) => ({
      PREFECT_API_URL: url,
      PREFECT_API_KEY: "pnu_x",
      PREFECT_CLIENT_CUSTOM_HEADERS: headers,
    }),
    authorization: basic,
  },
  {
    name: "profile",
    env: () => ({}),
    files: (url) => ({
      "profiles.toml": `active = "a"\n[profiles.a]\nPREFECT_API_URL = "${url}"\nPREFECT_API_AUTH_STRING = "${authString}"\n`,
    }),
    authorization: basic,
  },
  {
    name: "prefect.toml and .env",
    env: () => ({}),
    files: (url) => ({
      "prefect.toml": `[api]\nurl = "${url}"\n`,
      ".env": `PREFECT_API_AUTH_STRING=${authString}\n`,
    }),
    authorization: basic,
  },
];

/** A client made of settings, as a command makes it. */
async function clientOf({ env, files }: Style, url: string): Promise<ReturnType<typeof createPrefectApi>> {
  const found = new Map(Object.entries(files?.(url) ?? {}));
  const settings = await resolveSettings({
    env: env(url),
    directory: "/project",
    homeDirectory: "/home/user",
    readFile: (path) => Promise.resolve(found.get(path.split("/").at(-1) ?? "")),
  });
  return createPrefectApi({ ...settings, url: settings.url ?? "" });
}

describe("credentials", () => {
  let server: TestServer;
  let proxy: RecordingProxy;
  beforeAll(async () => {
    server = await startServer({
      env: {
        PREFECT_SERVER_API_AUTH_STRING: authString,
        PREFECT_SERVER_CSRF_PROTECTION_ENABLED: "true",
        PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED: "false",
      },
    });
    proxy = await startRecordingProxy(server.url);
  });
  afterAll(async () => {
    await proxy.close();
    await server.stop();
  });

  it.each(styles)(
    "get a whole round of work through a server that wants them: $name [N40]",
    async (style) => {
      proxy.clear();
      const api = await clientOf(style, proxy.url);
      const [flowName, pool] = [unique("flow"), unique("pool")];
      expect(await api.version()).toMatch(/^3\./);
      expect(await api.database()).toBe("sqlite");
      await api.workPools.create({ name: pool, type: "process" });
      const flow = await api.flows.ensure({ name: flowName, tags: [] });
      const made = await api.deployments.upsert({ name: "d", flow_id: flow.id, work_pool_name: pool });
      await api.deployments.patch(made.id, { tags: ["x"] });
      expect(await api.deployments.byName(flowName, "d")).toMatchObject({ id: made.id, tags: ["x"] });
      await api.deployments.delete(made.id);
      expect(new Set(proxy.requests.map(({ headers: sent }) => sent["authorization"]))).toEqual(
        new Set([style.authorization]),
      );
      // The server has CSRF protection too: one token serves them all.
      const tokens = proxy.requests.flatMap(({ headers: sent }) => sent["prefect-csrf-token"] ?? []);
      expect(new Set(tokens).size).toBe(1);
      expect((await raw("GET", "/flows/filter", undefined, server.url)).status).toBe(401);
    },
  );

  it.each([
    ["no credentials", {}],
    ["a wrong auth string", { PREFECT_API_AUTH_STRING: "admin:canary-wrong" }],
    ["a key, where the server wants an auth string", { PREFECT_API_KEY: "canary-key" }],
  ])("that are refused give one clear error without them: %s [N40]", async (_what, env) => {
    const api = await clientOf(
      { name: "", env: (url) => ({ PREFECT_API_URL: url, ...env }), authorization: undefined },
      server.url,
    );
    for (const work of [api.version(), api.flows.withTag("t"), api.flows.ensure({ name: "f", tags: [] })]) {
      const failure: unknown = await work.catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({ code: "prefect-unauthorized" });
      expect(String(failure)).not.toContain("canary");
    }
  });

  it("are what doctor looks at first: whether the address answers, and lets us in with what it is given [D03]", async () => {
    const folder = await mkdtemp(join(tmpdir(), "meta-prefect-doctor-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const profiles = join(folder, "profiles.toml");
    await writeFile(profiles, `active = "prod"\n[profiles.prod]\nPREFECT_API_KEY = "canary-key"\n`);
    // No program is on this path, so what the machine has makes no difference.
    const known = { HOME: folder, PATH: folder, PREFECT_API_URL: server.url };
    const look = async (more: Variables): Promise<Readonly<Record<string, unknown>>> => {
      const { findings } = await doctor({ directory: folder, env: { ...known, ...more } });
      expect(JSON.stringify(findings)).not.toContain("canary");
      return Object.fromEntries(findings.map(({ check, ...found }) => [check, found]));
    };
    const says = (state: string, message: RegExp, hint?: RegExp): object => ({
      state,
      message: expect.stringMatching(message) as string,
      ...(hint !== undefined && { hint: expect.stringMatching(hint) as string }),
    });
    expect(await look({ PREFECT_API_AUTH_STRING: authString })).toMatchObject({
      project: says("ok", /no meta_prefect.yaml/),
      python: says("warning", /no Python/),
      api: says("ok", /^Prefect 3\..* answers at /),
      version: says("ok", /is among what is tested/),
      auth: says("ok", /PREFECT_API_AUTH_STRING of the environment$/),
      clocks: says("ok", /within 5 s of ours/),
      schedules: says("ok", /no active schedule/),
      "time-zones": says("ok", /cannot be seen/, /PYTHONTZPATH/),
      images: says("ok", /^none of buildx.* works here/),
      kubectl: says("ok", /^there is no kubectl/),
    });
    expect(await look({ PREFECT_PROFILES_PATH: profiles })).toMatchObject({
      settings: says(
        "warning",
        /^PREFECT_API_KEY of profile "prod" is sent to the PREFECT_API_URL of the env/,
      ),
      auth: says("error", /refuses PREFECT_API_KEY of profile "prod"/, /wants PREFECT_API_AUTH_STRING/),
    });
    const none = says("error", /none are configured/, /PREFECT_API_AUTH_STRING.*PREFECT_API_KEY/);
    expect(await look({})).toMatchObject({ auth: none });
    const nobody = await look({ PREFECT_API_URL: "http://127.0.0.1:9/api" });
    expect(nobody).toMatchObject({ api: says("error", /127\.0\.0\.1:9/) });
  });

  it("let doctor see that a server without its scheduler makes no runs of a schedule", async () => {
    const api = await clientOf(auth, server.url);
    const flow = await api.flows.ensure({ name: unique("flow"), tags: [] });
    const daily = { schedule: { cron: "0 3 * * *" }, active: true, slug: "daily" };
    const { id } = await api.deployments.upsert({ name: "d", flow_id: flow.id, schedules: [daily] });
    const found = async (): ReturnType<typeof schedulesFinding> => {
      const deployments = (await api.inventory.deployments()).filter((one) => one.id === id);
      // A minute later, when any scheduler would have been there.
      return schedulesFinding(api, deployments, new Map([[flow.id, flow.name]]), Date.now() + 60_000);
    };
    const message = `1 deployments with an active schedule have no run to come, for example ${flow.name}/d`;
    expect(await found()).toMatchObject({ state: "error", message });
    await api.deployments.scheduleNow(id);
    expect(await found()).toMatchObject({ state: "ok" });
  });

  it("are sent as a bearer token when they are a key [N40]", async () => {
    const open = await startRecordingProxy(apiUrl());
    const env = (url: string): Variables => ({ PREFECT_API_URL: url, PREFECT_API_KEY: "pnu_x" });
    const api = await clientOf({ name: "key", env, authorization: "Bearer pnu_x" }, open.url);
    await api.flows.withTag(unique("tag"));
    await open.close();
    const sent = new Set(open.requests.map(({ headers: given }) => given["authorization"]));
    expect([...sent]).toEqual(["Bearer pnu_x"]);
  });

  it("do not help against a login page in between, and the error says so [N40]", async () => {
    const page = { headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" };
    proxy.intercept = () => ({ status: 200, ...page });
    const api = await clientOf(auth, proxy.url);
    await expect(api.version()).rejects.toMatchObject({ code: "not-prefect" });
    await expect(api.flows.withTag("t")).rejects.toThrow(/with a web page \(200\), not JSON/);
    proxy.intercept = () => ({ status: 302, headers: { location: "https://login.example/" } });
    await expect(api.version()).rejects.toMatchObject({ code: "prefect-redirect" });
    proxy.intercept = undefined;
  });
});

describe("a certificate of one's own authority", () => {
  let folder: string;
  let front: Server;
  let url: string;
  const certificate = (): string => join(folder, "ca.pem");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "meta-prefect-certificate-"));
    execFileSync(python(), ["-c", makeCertificate, folder]);
    const [cert, key] = await Promise.all([readFile(certificate()), readFile(join(folder, "key.pem"))]);
    const target = new URL(apiUrl());
    front = createServer({ cert, key }, (incoming, response) => {
      const { method, url: path, headers: sent } = incoming;
      const { hostname, port } = target;
      const onward = request({ hostname, port, method, path, headers: sent, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(onward.on("error", () => response.destroy()));
    });
    front.listen(0, "127.0.0.1");
    await once(front, "listening");
    const address = front.address();
    url = `https://127.0.0.1:${String(typeof address === "object" ? (address?.port ?? 0) : 0)}/api`;
  });
  afterAll(async () => {
    front.closeAllConnections();
    front.close();
    await rm(folder, { recursive: true });
  });

  const client = (env: Variables): Promise<ReturnType<typeof createPrefectApi>> =>
    clientOf({ name: "", env: () => ({ PREFECT_API_URL: url, ...env }), authorization: undefined }, url);

  it("is trusted when PREFECT_API_SSL_CERT_FILE names it [N40]", async () => {
    const api = await client({ PREFECT_API_SSL_CERT_FILE: certificate() });
    expect(await api.version()).toMatch(/^3\./);
    expect(await api.flows.withTag(unique("tag"))).toEqual([]);
  });

  it("is not looked at when Prefect is told to skip that", async () => {
    const api = await client({ PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "true" });
    expect(await api.version()).toMatch(/^3\./);
  });

  it("is refused otherwise, with what to set", async () => {
    await expect((await client({})).version()).rejects.toMatchObject({
      code: "prefect-untrusted",
      hint: "give the file of its certificate authority in PREFECT_API_SSL_CERT_FILE",
    });
    const missing = await client({ PREFECT_API_SSL_CERT_FILE: join(folder, "none.pem") });
    await expect(missing.version()).rejects.toMatchObject({ code: "invalid-prefect-settings" });
  });
});

/* Prefect itself needs this package, so every interpreter with Prefect has it. */
const makeCertificate = `
import datetime, ipaddress, pathlib, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
folder = pathlib.Path(sys.argv[1])
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
now = datetime.datetime.now(datetime.timezone.utc)
day = datetime.timedelta(days=1)
certificate = (
    x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    .serial_number(x509.random_serial_number()).not_valid_before(now - day).not_valid_after(now + day)
    .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
    .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    .sign(key, hashes.SHA256())
)
(folder / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
(folder / "key.pem").write_bytes(key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;
