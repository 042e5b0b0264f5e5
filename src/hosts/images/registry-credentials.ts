import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { rememberSecret } from "../../errors/redact.ts";
import type { Environment } from "../environment.ts";
import { runCommand } from "../run-command.ts";

/** User and password, as HTTP's basic authentication takes them. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const authFile = z.looseObject({
  auths: z.record(z.string(), z.looseObject({ auth: z.string().optional() })).optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
});
const helperAnswer = z.object({ Username: z.string(), Secret: z.string() });

/**
 * What `docker login`, `podman login` or `buildah login` remembered of a registry; undefined when nobody logged in.
 *
 * @param registry its host, with a port if it has one
 */
export async function credentialsOf(registry: string, env: Environment): Promise<Credentials | undefined> {
  for (const file of placesOf(env)) {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const found = await credentialsIn(text, registry, env);
    if (found === undefined) continue;
    rememberSecret(found.password);
    return found;
  }
  return undefined;
}

function placesOf(env: Environment): readonly string[] {
  const {
    REGISTRY_AUTH_FILE: chosen,
    DOCKER_CONFIG: docker,
    XDG_RUNTIME_DIR: runtime,
    HOME = homedir(),
  } = env;
  return [
    ...(chosen === undefined ? [] : [chosen]),
    ...(runtime === undefined ? [] : [join(runtime, "containers", "auth.json")]),
    join(HOME, ".config", "containers", "auth.json"),
    join(docker ?? join(HOME, ".docker"), "config.json"),
  ];
}

async function credentialsIn(
  text: string,
  registry: string,
  env: Environment,
): Promise<Credentials | undefined> {
  const parsed = authFile.safeParse(parse(text));
  if (!parsed.success) return undefined;
  const { auths = {}, credHelpers = {}, credsStore } = parsed.data;
  const names =
    registry === "docker.io"
      ? ["https://index.docker.io/v1/", "docker.io"]
      : [registry, `https://${registry}`];
  for (const name of names) {
    const { auth } = auths[name] ?? {};
    if (auth !== undefined && auth !== "") return basic(auth);
  }
  const helper = credHelpers[registry] ?? credsStore;
  return helper === undefined ? undefined : fromHelper(helper, names[0] ?? registry, env);
}

function basic(auth: string): Credentials {
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

async function fromHelper(
  helper: string,
  registry: string,
  env: Environment,
): Promise<Credentials | undefined> {
  const { code, stdout } = await runCommand(`docker-credential-${helper}`, ["get"], { env, input: registry });
  const answer = helperAnswer.safeParse(parse(stdout));
  if (code !== 0 || !answer.success) return undefined;
  return { user: answer.data.Username, password: answer.data.Secret };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
