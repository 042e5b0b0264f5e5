import { describe, expect, it } from "vitest";
import { commandNames, commands, commandSpec } from "../../../src/cli/commands.ts";
import { help, usage } from "../../../src/cli/help.ts";
import { commonOptions, options, type OptionSpec } from "../../../src/cli/options.ts";

describe("the table of commands", () => {
  it("is locked: what each command takes and promises changes only on purpose", () => {
    const rows = commandNames.map((name) => {
      const { readOnly, destructive, idempotent, options: own, exitCodes } = commandSpec(name);
      const promises = [
        readOnly ? "reads" : "writes",
        destructive && "destructive",
        idempotent && "idempotent",
      ];
      return `${usage(name)} | ${own.join(" ")} | ${promises.filter(Boolean).join(" ")} | ${Object.keys(exitCodes).join(" ")}`;
    });
    expect(rows).toMatchInlineSnapshot(`
      [
        "meta-prefect deploy [SELECTOR…] [options] | only tag changed-since file platform dry-run adopt prune max-deletes allow-mass-delete ttl wait smoke-run start-worker local module rendered no-build no-push show-command | writes destructive idempotent | 0 1 2",
        "meta-prefect plan [SELECTOR…] [options] | only tag changed-since file platform adopt prune max-deletes allow-mass-delete out comment-file html module rendered render no-build no-push show-command | reads idempotent | 0 1 2",
        "meta-prefect apply FILE [options] | start-worker | writes destructive | 0 1",
        "meta-prefect rollback [SELECTOR…] [options] | to only tag dry-run prune max-deletes allow-mass-delete wait smoke-run start-worker | writes destructive idempotent | 0 1 2",
        "meta-prefect drift [SELECTOR…] [options] | only tag changed-since file platform module | reads idempotent | 0 1 2",
        "meta-prefect import [FILE|SELECTOR…] [options] | from-server all out | writes | 0 1",
        "meta-prefect destroy [options] | yes | writes destructive idempotent | 0 1",
        "meta-prefect gc [options] | dry-run | writes destructive idempotent | 0 1 2",
        "meta-prefect validate [SELECTOR…] [options] | only tag changed-since file platform show-command module | reads idempotent | 0 1",
        "meta-prefect render [SELECTOR…] [options] | only tag changed-since file platform format resolve module | reads idempotent | 0 1",
        "meta-prefect explain FLOW/DEPLOYMENT|CODE [options] | module | reads idempotent | 0 1",
        "meta-prefect status [SELECTOR…] [options] | watch module | reads idempotent | 0 1",
        "meta-prefect report [SELECTOR…] [options] | module | reads idempotent | 0 1",
        "meta-prefect pause SELECTOR… [options] |  | writes idempotent | 0 1",
        "meta-prefect resume SELECTOR… [options] |  | writes idempotent | 0 1",
        "meta-prefect stop SELECTOR… [options] |  | writes destructive idempotent | 0 1",
        "meta-prefect run FLOW/DEPLOYMENT [options] | param params watch local | writes | 0 1",
        "meta-prefect server start [options] |  | writes idempotent | 0 1",
        "meta-prefect server stop [options] |  | writes destructive idempotent | 0 1",
        "meta-prefect server status [options] |  | reads idempotent | 0 1",
        "meta-prefect worker start [options] | pool type limit | writes idempotent | 0 1",
        "meta-prefect worker stop [options] | pool | writes destructive idempotent | 0 1",
        "meta-prefect worker status [options] | pool | reads idempotent | 0 1",
        "meta-prefect manifests [options] | out | writes idempotent | 0 1",
        "meta-prefect ci github [options] | branch repository infrastructure file out in-image | writes idempotent | 0 1",
        "meta-prefect ci gitlab [options] | branch repository infrastructure file out | writes idempotent | 0 1",
        "meta-prefect deployment package CLASS [options] | class-module entrypoint flow-name config deployment-type packager packaging-kwargs skip-validation no-build | writes | 0 1",
        "meta-prefect deployment build [options] | deployer config name deployment-type deployment-kwargs no-push | writes | 0 1",
        "meta-prefect deployment options [options] | deployment-type | reads idempotent | 0 1",
        "meta-prefect deployment validate [options] | deployer config name deployment-type deployment-kwargs | reads idempotent | 0 1",
        "meta-prefect deployment run FLOW/DEPLOYMENT [options] | deployer config run-kwargs | writes | 0 1",
        "meta-prefect deployment stop [options] | deployer config name deployment-type stop-kwargs | writes destructive idempotent | 0 1",
        "meta-prefect deployment status [options] | deployer config name deployment-type stop-kwargs | reads idempotent | 0 1",
        "meta-prefect deployment delete [options] | deployer config name deployment-type stop-kwargs | writes destructive idempotent | 0 1",
        "meta-prefect flow-run execute [FILE:EXPORT] [options] | id | writes | 0 1 70 143",
        "meta-prefect init [options] |  | writes | 0 1",
        "meta-prefect schema [options] |  | reads idempotent | 0 1",
        "meta-prefect completion SHELL [options] |  | reads idempotent | 0 1",
        "meta-prefect recipes new NAME [options] |  | writes | 0 1",
        "meta-prefect recipes docs [NAME…] [options] | html | reads idempotent | 0 1",
        "meta-prefect graph [SELECTOR…] [options] | drawing only tag module | reads idempotent | 0 1",
        "meta-prefect calendar [SELECTOR…] [options] | weeks timezone deployed svg html only tag module | reads idempotent | 0 1",
        "meta-prefect doctor [options] |  | reads idempotent | 0 1",
        "meta-prefect watch [SELECTOR…] [options] | only tag adopt module | reads idempotent | 1 130",
        "meta-prefect recipes list [options] |  | reads idempotent | 0 1",
        "meta-prefect recipes show NAME [options] |  | reads idempotent | 0 1",
        "meta-prefect flows list [options] |  | reads idempotent | 0 1",
        "meta-prefect flows show FILE:FUNCTION [options] | inspect | reads idempotent | 0 1",
        "meta-prefect help [COMMAND…] [options] |  | reads idempotent | 0 1",
      ]
    `);
  });

  it("is locked: the options of every command", () => {
    expect(commonOptions).toEqual([
      "project",
      "env",
      "json",
      "no-color",
      "quiet",
      "verbose",
      "help",
      "version",
    ]);
  });

  it("never calls a command read-only that may delete or is not repeatable", () => {
    for (const spec of Object.values(commands)) {
      if (spec.readOnly) expect(spec).toMatchObject({ destructive: false, idempotent: true });
    }
  });

  it("gives each option one meaning, one letter at most, and a use", () => {
    const all = Object.entries<OptionSpec>(options);
    const letters = all.flatMap(([, { short }]) => (short ? [short] : []));
    expect(new Set(letters).size).toBe(letters.length);
    const used = new Set<string>([
      ...commonOptions,
      ...commandNames.flatMap((name) => commandSpec(name).options),
    ]);
    expect(all.map(([name]) => name).filter((name) => !used.has(name))).toEqual([]);
    for (const [, { type, placeholder }] of all) expect(placeholder !== undefined).toBe(type === "value");
  });
});

describe("the help text", () => {
  it("of the program lists every command", () => {
    for (const name of commandNames) expect(help(undefined)).toContain(`\n  ${name} `);
  });

  it("of a command has its usage, arguments, options and exit codes", () => {
    expect(help("run")).toMatchInlineSnapshot(`
      "Start a run of a deployment.

      usage: meta-prefect run FLOW/DEPLOYMENT [options]

      arguments:
        FLOW/DEPLOYMENT   The deployment to run.

      options:
        -p, --param KEY=VALUE     A parameter; the value is JSON where it parses as such, else text. Repeatable.
            --params JSON|@FILE   All parameters as a JSON object.
            --watch               Go on showing: a run's states and log lines until it has ended, a status until Ctrl-C.
            --local               Start a local Prefect where no API is configured.

      options of every command:
            --project DIR   Where to look for meta_prefect.yaml, and above; here unless given.
            --env NAME      The environment; else META_PREFECT__ENV, else dev. Repeatable.
            --json          Print one JSON document.
            --no-color      No colours; so do NO_COLOR and a pipe.
        -q, --quiet         No progress.
        -v, --verbose       More detail; the stack of an unexpected error.
        -h, --help          Print help.
            --version       Print the version of meta-prefect.

      exit codes:
        0     started; with --watch: completed
        1     error; with --watch: ended in another state
        130   interrupted

      examples:
        meta-prefect run etl/nightly-dev -p day=2026-01-31 --watch   run and follow it
      "
    `);
  });

  it("of a group lists its commands", () => {
    expect(help("server")).toMatchInlineSnapshot(`
      "usage: meta-prefect server COMMAND [options]

        server start    Start the local Prefect.
        server stop     Stop the local Prefect; its data stays.
        server status   Show the local Prefect.
      "
    `);
  });

  it("fits a terminal of 120 columns", () => {
    const texts = [help(undefined), ...commandNames.map(help)];
    for (const text of texts)
      for (const line of (text ?? "").split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });
});
