import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { rememberSecret } from "../../errors/redact.ts";
import type { Environment } from "../environment.ts";
import { credentialsOf } from "./registry-credentials.ts";

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");
const tokenAnswer = z.looseObject({ token: z.string().optional(), access_token: z.string().optional() });
const patience = 30_000;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Host of a repository, and the rest of its name; Docker's own where it names none. */
export function splitRepository(repository: string): { readonly registry: string; readonly name: string } {
  const slash = repository.indexOf("/");
  const first = repository.slice(0, Math.max(slash, 0));
  if (first.includes(".") || first.includes(":") || first === "localhost")
    return { registry: first, name: repository.slice(slash + 1) };
  return { registry: "docker.io", name: slash < 0 ? `library/${repository}` : repository };
}

/** Whether a registry speaks plain HTTP: those of this machine do, as Docker has it. */
export function isInsecure(repository: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(splitRepository(repository).registry);
}

/**
 * Asks a registry for the digest of a tag, with what was remembered by a login; undefined when it has none.
 *
 * @throws MetaPrefectError `registry-failed`
 */
export async function digestOfTag(
  repository: string,
  tag: string,
  options: { readonly env: Environment; readonly signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  const { registry, name } = splitRepository(repository);
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  const url = `${isInsecure(repository) ? "http" : "https"}://${host}/v2/${name}/manifests/${tag}`;
  const ask = (authorization?: string): Promise<Answer> =>
    send(
      "HEAD",
      url,
      { accept: manifestTypes, ...(authorization !== undefined && { authorization }) },
      options.signal,
    );
  try {
    let answer = await ask();
    if (answer.status === 401) {
      const authorization = await authorize(answer.headers["www-authenticate"] ?? "", registry, options);
      if (authorization !== undefined) answer = await ask(authorization);
    }
    if (answer.status === 404) return undefined;
    const digest = answer.headers["docker-content-digest"];
    if (answer.status === 200 && typeof digest === "string" && digest.startsWith("sha256:")) return digest;
    throw refused(repository, answer.status);
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof MetaPrefectError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new MetaPrefectError("registry-failed", `the registry of ${repository} does not answer: ${why}`, {
      hint: "check its address, and that it can be reached from here",
      cause,
    });
  }
}

/** The header that answers a challenge: the login itself, or the token that it gets. */
async function authorize(
  challenge: string,
  registry: string,
  { env, signal }: { readonly env: Environment; readonly signal?: AbortSignal | undefined },
): Promise<string | undefined> {
  const known = await credentialsOf(registry, env);
  const basic = known && `Basic ${Buffer.from(`${known.user}:${known.password}`).toString("base64")}`;
  if (!/^bearer /i.test(challenge)) return basic;
  const { realm, ...query } = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
  if (realm === undefined || !/^https?:/.test(realm)) return undefined;
  const url = new URL(realm);
  for (const [key, value] of Object.entries(query)) if (key !== "error") url.searchParams.set(key, value);
  const answer = await send("GET", url.href, basic === undefined ? {} : { authorization: basic }, signal);
  const { token, access_token: other } = tokenAnswer.parse(JSON.parse(answer.text));
  const given = token ?? other;
  if (given === undefined) return undefined;
  rememberSecret(given);
  return `Bearer ${given}`;
}

function refused(repository: string, status: number): MetaPrefectError {
  const denied = status === 401 || status === 403;
  return new MetaPrefectError(
    "registry-failed",
    `the registry of ${repository} ${denied ? "refuses" : "cannot answer"} (HTTP ${String(status)})`,
    {
      hint: denied
        ? `log in where this runs: docker login ${splitRepository(repository).registry}, or podman or buildah login`
        : "try again, or ask whoever runs the registry",
    },
  );
}

async function send(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { request } = await (url.startsWith("https:") ? import("node:https") : import("node:http"));
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: patience, ...(signal !== undefined && { signal }) };
    const asked = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    asked.on("timeout", () => asked.destroy(new TypeError("it took longer than 30 s")));
    asked.on("error", reject);
    asked.end();
  });
}
