"""Asks Prefect what it derives of flows, by loading them as `prefect deploy` does.

Reads one JSON object from standard input, {"root": folder, "entrypoints": [...]}, and writes one JSON object a line:
{"ready": true} when Prefect is loaded, {"started": i} before each entrypoint and {"ended": i, "flow" or "error": {...}}
after it. Whoever reads them ends this process when an entrypoint takes too long.

Flows share one process, so that a large library is imported once for all; modules of the project are forgotten
between them, as two folders may have modules of the same name.
"""

import hashlib
import json
import math
import os
import sys
import traceback

# What flows print must not mix with the answers, and nobody answers what they ask.
_answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
_request = json.loads(sys.stdin.buffer.read())
_null = os.open(os.devnull, os.O_RDONLY)
os.dup2(_null, 0)
os.dup2(2, 1)
sys.stdin = open(os.devnull, encoding="utf-8")
sys.argv = ["prefect", "deploy"]
del sys.path[0]

_ROOT = os.path.realpath(_request["root"])
_HOOKS = ("completion", "failure", "cancellation", "crashed", "running")


def _answer(**answer):
    _answers.write(json.dumps(answer, allow_nan=False) + "\n")
    _answers.flush()


def _plain(value):
    """The value as JSON has it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return repr(value)


def _name(value):
    return getattr(value, "__name__", None) or type(value).__name__


def _text_or(key, value):
    return value if value is None or isinstance(value, str) else {key: _name(value)}


def _options(flow):
    options = {
        name: _plain(getattr(flow, name, None))
        for name in ("retries", "retry_delay_seconds", "timeout_seconds", "log_prints", "persist_result")
    }
    options["cache_result_in_memory"] = _plain(getattr(flow, "cache_result_in_memory", True))
    options["validate_parameters"] = _plain(getattr(flow, "should_validate_parameters", True))
    options["task_runner"] = type(flow.task_runner).__name__
    workers = getattr(flow.task_runner, "_max_workers", None)
    # the defaults, of which the second depends on the machine, are no settings
    options["task_runner_max_workers"] = None if workers in (sys.maxsize, os.cpu_count()) else _plain(workers)
    options["flow_run_name"] = _text_or("callable", getattr(flow, "flow_run_name", None))
    for key in ("result_storage", "result_serializer"):
        value = getattr(flow, key, None)
        options[key] = value if value is None or isinstance(value, str) else {"class": type(value).__name__}
    for hook in _HOOKS:
        options[f"on_{hook}"] = [_name(each) for each in getattr(flow, f"on_{hook}_hooks", None) or []]
    options["is_async"] = bool(getattr(flow, "isasync", False))
    options["is_generator"] = bool(getattr(flow, "isgenerator", False))
    return options


def _in_project(path):
    """The path relative to the project, or None for what is not the project's own."""
    if not isinstance(path, str):
        return None
    path = os.path.realpath(path)
    if not path.startswith(_ROOT + os.sep) or "site-packages" in path or path.startswith(os.path.realpath(sys.prefix) + os.sep):
        return None
    return os.path.relpath(path, _ROOT).replace(os.sep, "/")


def _project_modules():
    for name, module in list(sys.modules.items()):
        path = _in_project(getattr(module, "__file__", None))
        if path is not None:
            yield name, path


def _digest():
    lines = []
    for path in sorted({path for _, path in _project_modules()}):
        with open(os.path.join(_ROOT, path), "rb") as file:
            lines.append(f"{path}\0{hashlib.sha256(file.read()).hexdigest()}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _describe(entrypoint):
    from prefect.flows import load_flow_from_entrypoint
    from prefect.utilities.callables import parameter_schema

    # Without the placeholder: what Prefect makes of a file that it cannot run lacks types, silently.
    flow = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
    version = flow.version
    return {
        "name": _plain(flow.name),
        "description": _plain(flow.description),
        "version": None if version is None else str(version),
        "parameterSchema": _plain(parameter_schema(flow).model_dump(mode="json")),
        "options": _options(flow),
        "digest": _digest(),
    }


def _place(error):
    """Where in the project the error was raised."""
    if isinstance(error, SyntaxError) and error.lineno:
        path = _in_project(error.filename)
        if path is not None:
            return {"file": path, "line": error.lineno, "column": error.offset or 1}
    frames = [(_in_project(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [(path, line) for path, line in frames if path is not None and line]
    return {"file": inside[-1][0], "line": inside[-1][1], "column": 1} if inside else None


def _failure(thrown):
    cause = getattr(thrown, "user_exc", None)
    error = cause if isinstance(cause, BaseException) else thrown
    lines = str(error).strip().splitlines()
    return {
        "type": type(error).__name__,
        "message": lines[0] if lines else "",
        "place": _place(error),
    }


def _inspect(entrypoint):
    before = (list(sys.path), dict(os.environ))
    try:
        return {"flow": _describe(entrypoint)}
    except BaseException as thrown:  # SystemExit and KeyboardInterrupt, too
        return {"error": _failure(thrown)}
    finally:
        for name, _ in list(_project_modules()):
            sys.modules.pop(name, None)
        sys.path[:] = before[0]
        os.environ.clear()
        os.environ.update(before[1])
        os.chdir(_ROOT)


def main():
    os.chdir(_ROOT)
    import prefect.flows  # noqa: F401
    import prefect.utilities.callables  # noqa: F401

    _answer(ready=True)
    for index, entrypoint in enumerate(_request["entrypoints"]):
        _answer(started=index)
        _answer(ended=index, **_inspect(entrypoint))


main()
# Threads that a flow's module started must not keep this process.
os._exit(0)
