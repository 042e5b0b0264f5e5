/*
 * Projects with a `prefect.yaml` each, written by us after what Prefect documents of the file: every deployment is a case.
 */

/** The code that all of them deploy. */
export const flowFiles = {
  "flows/etl.py": [
    "from prefect import flow",
    "",
    "@flow",
    'def etl(day: str = "today", n: int = 3):',
    '    """Loads orders.',
    "",
    '    Every night."""',
    "",
    '@flow(name="Other Flow", description="from the decorator", version="9")',
    "def other(x: int = 1, options: dict | None = None):",
    "    pass",
    "",
    "@flow",
    "def free(**anything):",
    "    pass",
    "",
  ].join("\n"),
} as const;

/** The environment in which both sides run. */
export const deployEnvironment = {
  BRANCH: "main",
  POOL: "local-pool",
  REGISTRY: "registry.example.com/team",
  TOKEN_NAME: "tok",
  ACTIVE: "false",
  EMPTY: "",
  SHELL_STEP_STDOUT: "v1.2",
} as const;

/** Variables in Prefect. */
export const variables = { region: "eu-west-1", sizes: { small: 1, large: [2, 3] }, ratio: 0.5 } as const;

/** Nothing is said of the code: Prefect takes the folder, or the image's. */
export const plainFile = `
name: Plain_Project
prefect-version: 3.8.8
build: null
push: null
pull: null
definitions:
  pool: &pool
    name: local-pool
    job_variables: { env: { LEVEL: info } }
  daily: &daily { cron: "0 2 * * *", timezone: Europe/Berlin }
  tags: &tags [daily, etl]
deployments:
  - { name: bare, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: decorated, entrypoint: "flows/etl.py:other", work_pool: { name: local-pool } }
  - { name: undocumented, entrypoint: "flows/etl.py:free", work_pool: { name: local-pool } }
  - { name: described, description: "Loads \${ORDERS}.", entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: empty-description, description: "", entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: versioned, version: "7", entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: tagged, tags: [b, a, a, "env=prod"], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: tagged-by-numbers, tags: [1, 2.5, "", x], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: parametrised, parameters: { day: monday, n: 4 }, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: yaml-1.1-values
    entrypoint: flows/etl.py:free
    parameters:
      on_word: on
      yes_word: yes
      letter: y
      octal: 010
      hexadecimal: 0xff
      sixty: 1:30
      exponent: 1e3
      float: 1.5e+3
      nothing: ~
      quoted: "on"
      day: 2026-01-02
      time: 2026-01-02 03:04:05
      zoned: 2026-01-02T03:04:05+02:00
      utc: 2026-01-02T03:04:05Z
      nested: { list: [1, { deep: [] }], empty: {} }
    enforce_parameter_schema: false
    work_pool: { name: local-pool }
  - name: job-variables
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool, job_variables: { env: { A: "1", B: "two" }, working_dir: /srv, stream_output: false } }
  - { name: image, entrypoint: "flows/etl.py:etl", work_pool: { name: docker-pool, job_variables: { image: "acme/etl:1" } } }
  - { name: queued, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool, work_queue_name: fast } }
  - { name: cron, schedules: [{ cron: "0 9 * * 1-5" }], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: cron-day-and
    schedules: [{ cron: "0 9 1 * MON", timezone: America/New_York, day_or: false }]
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - { name: interval, schedules: [{ interval: 3600 }], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: interval-iso, schedules: [{ interval: PT1H30M }], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: interval-clock, schedules: [{ interval: "01:30:00" }], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: interval-sixty, schedules: [{ interval: 1:30:00 }], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: interval-anchored
    schedules: [{ interval: 600, anchor_date: "2026-01-01T00:00:00Z", timezone: America/Chicago }]
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - { name: rrule, schedules: [{ rrule: "FREQ=WEEKLY;BYDAY=MO,WE" }], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: rrule-zoned
    schedules: [{ rrule: "FREQ=DAILY;BYHOUR=9", timezone: Asia/Tokyo }]
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - name: rrule-as-json
    schedules: [{ rrule: '{"rrule": "FREQ=DAILY;COUNT=5", "timezone": "Europe/Paris"}' }]
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - name: many-schedules
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
    schedules:
      - { cron: "0 1 * * *", slug: night, active: false }
      - { interval: 7200, slug: often, parameters: { n: 9 } }
      - { rrule: "FREQ=MONTHLY", active: true }
      - { cron: "0 3 * * *" }
  - { name: old-schedule, schedule: { cron: "5 5 * * *" }, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: empty-schedule, schedule: {}, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: no-schedules, schedules: [], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: limited, concurrency_limit: 3, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: limited-strategy
    concurrency_limit: { limit: 2, collision_strategy: CANCEL_NEW }
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - name: limited-grace
    concurrency_limit: { limit: 2, collision_strategy: ENQUEUE, grace_period_seconds: 120 }
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - { name: paused, paused: true, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: running, paused: false, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: unenforced, enforce_parameter_schema: false, parameters: { more: 1 }, entrypoint: "flows/etl.py:free", work_pool: { name: local-pool } }
  - name: "{{ $BRANCH }}-etl"
    description: "of {{ $BRANCH }}, not {{ $UNSET_VARIABLE }}{{ $EMPTY }}"
    tags: ["branch={{ $BRANCH }}", "{{ BRANCH }}"]
    version: "{{ $BRANCH }}"
    entrypoint: flows/etl.py:etl
    parameters: { day: "{{ $BRANCH }}" }
    work_pool: { name: "{{ $POOL }}", job_variables: { env: { IMAGE: "{{ $REGISTRY }}/etl:{{ $BRANCH }}" } } }
  - name: prefect-variables
    entrypoint: flows/etl.py:free
    enforce_parameter_schema: false
    tags: ["region={{ prefect.variables.region }}"]
    parameters:
      whole: "{{ prefect.variables.sizes }}"
      part: "in {{ prefect.variables.region }} at {{ prefect.variables.ratio }}"
      missing: "{{ prefect.variables.nobody_made_this }}"
      unknown: "{{ nothing.of_that_name }}"
      within: "a{{ nothing }}b"
      runtime: "{{ ctx.flow_run.id }}"
      list: ["{{ nothing }}", kept]
    work_pool: { name: local-pool, job_variables: { env: { REGION: "{{ prefect.variables.region }}" } } }
  - name: step-output
    build: [{ prefect.deployments.steps.run_shell_script: { id: shell-step, script: echo v1.2, stream_output: false } }]
    version: "{{ shell-step.stdout }}"
    tags: ["built={{ shell-step.stdout }}"]
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
  - name: own-clone
    entrypoint: flows/etl.py:etl
    pull:
      - prefect.deployments.steps.git_clone: { repository: "https://github.com/acme/flows.git", branch: "{{ $BRANCH }}" }
    work_pool: { name: local-pool }
  - name: own-working-directory
    entrypoint: flows/etl.py:etl
    pull: [{ prefect.deployments.steps.set_working_directory: { directory: /opt/code } }]
    work_pool: { name: local-pool }
  - name: one-step
    entrypoint: flows/etl.py:etl
    pull: { prefect.deployments.steps.set_working_directory: { directory: "/opt/{{ $UNSET_VARIABLE }}" } }
    work_pool: { name: local-pool }
  - name: remote-storage
    entrypoint: flows/etl.py:etl
    pull:
      - prefect.deployments.steps.pull_from_remote_storage: { url: "s3://code/flows", requires: s3fs, anon: true }
    work_pool: { name: local-pool }
  - { name: no-pull, pull: [], entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: module, entrypoint: flows.etl.etl, work_pool: { name: local-pool } }
  - { name: dotted-path, entrypoint: "./flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: script.py, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: anchored
    entrypoint: flows/etl.py:etl
    tags: *tags
    schedules: [*daily]
    work_pool: { <<: *pool, work_queue_name: default }
  - name: anchored-and-changed
    entrypoint: flows/etl.py:etl
    schedules: [{ <<: *daily, cron: "0 4 * * *", active: "{{ $ACTIVE }}" }]
    work_pool: *pool
  - name: on-event
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
    triggers:
      - expect: [s3.object.created]
        match: { prefect.resource.id: "s3.bucket.*" }
        parameters: { day: "{{ event.payload.key }}" }
      - enabled: "{{ $ACTIVE }}"
        name: silence
        description: Nobody answers.
        posture: Proactive
        expect: [heartbeat]
        within: 60
        schedule_after: 30
        job_variables: { env: { LATE: "1" } }
  - name: on-several
    entrypoint: flows/etl.py:etl
    work_pool: { name: local-pool }
    triggers:
      - type: compound
        require: all
        within: 3600
        triggers:
          - { type: event, expect: [one.done] }
          - { type: event, expect: [two.done], threshold: 2 }
      - type: sequence
        triggers: [{ type: event, expect: [first] }, { type: event, expect: [second] }]
  - { entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - name: texts-for-values
    entrypoint: flows/etl.py:etl
    paused: "yes"
    enforce_parameter_schema: "no"
    concurrency_limit: "3"
    tags: [1, 2.5, true, null, "a b", ""]
    schedules: [{ cron: "0 9 * * *", active: 0 }, { interval: "1 day, 01:30:00" }]
    work_pool: { name: local-pool }
  - name: keys-that-prefect-does-not-read
    entrypoint: ./flows/../flows/etl.py:etl
    job_variables: { env: { A: b } }
    is_schedule_active: true
    work_pool: { name: local-pool, type: process }
  - name: merged-from-several
    <<: [{ version: "2", tags: [a] }, { version: "3", work_pool: *pool }]
    entrypoint: flows/etl.py:free
    enforce_parameter_schema: false
    parameters: { oct: 0777, hex: 0xff, clock: 12:30:45, exponent: 1e-3, float: 1.0e+3, no-number: .nan, date: 2024-01-01, nothing: , version: 3.10 }
  - name: module-with-a-colon
    entrypoint: flows.etl:etl
    work_pool: { name: local-pool, job_variables: { image: "acme/etl:1", command: "python -m {{ nothing }} x" } }
    triggers:
      - match: { prefect.resource.id: prefect.flow-run.* }
        match_related: [{ prefect.resource.id: prefect.flow.x, prefect.resource.role: flow }]
        expect: [prefect.flow-run.Completed]
        for_each: [prefect.resource.id]
        parameters: { day: { template: "{{ event.payload.x }}", __prefect_kind: jinja } }
        schedule_after: PT1H
`;

/** All deployments share their way to the code, their pool and their description. */
export const clonedFile = `
name: cloned
pull:
  - prefect.deployments.steps.git_clone:
      id: clone-step
      repository: https://github.com/acme/flows.git
      access_token: "{{ prefect.blocks.secret.{{ $TOKEN_NAME }} }}"
  - prefect.deployments.steps.pip_install_requirements:
      directory: "{{ clone-step.directory }}"
      requirements_file: "{{ $BRANCH }}.txt"
deployments:
  - { name: one, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool } }
  - { name: two, entrypoint: "flows/etl.py:etl", work_pool: { name: local-pool }, pull: null }
  - { name: three, entrypoint: "flows/etl.py:other", work_pool: { name: local-pool }, pull: {} }
  - { name: four, entrypoint: "flows/etl.py:other", work_pool: { name: local-pool }, pull: [] }
`;
