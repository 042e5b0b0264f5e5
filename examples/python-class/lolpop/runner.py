"""Stands for a library whose workflows are classes: a runner is made of a configuration, and its methods do the work."""

import runpy
from pathlib import Path


class QuickstartRunner:
    def __init__(self, conf: str, skip_config_validation: bool = False) -> None:
        lines = Path(conf).read_text().splitlines()
        self.settings = dict(line.split(": ", 1) for line in lines if ": " in line)
        if not skip_config_validation:
            missing = {"process", "train", "test"} - self.settings.keys()
            if missing:
                raise ValueError(f"{conf} does not say {', '.join(sorted(missing))}")

    def build_all(self) -> dict[str, float]:
        process = runpy.run_path(self.settings["process"])["survived"]
        return {part: process(self.settings[part]) for part in ("train", "test")}
