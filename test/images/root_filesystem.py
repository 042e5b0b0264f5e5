"""Lays out a root file system with a shell, this Python and pip, from files of this machine.

Usage: python root_filesystem.py FOLDER
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pip

root = Path(sys.argv[1])
stdlib = Path(sysconfig.get_path("stdlib"))
skipped = shutil.ignore_patterns(
    "__pycache__", "test", "tests", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "config-*",
    "site-packages", "dist-packages", "*.a",
)


def put(path: Path) -> None:
    """Copies a file to its own path, without links."""
    target = root / path.relative_to("/")
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def libraries(path: Path) -> set[Path]:
    """Shared libraries of a program, by the paths where the loader looks for them."""
    said = subprocess.run(["ldd", path], capture_output=True, text=True, check=False).stdout
    return {Path(found) for found in re.findall(r"(/\S+) \(0x", said)}


shutil.copytree(stdlib, root / stdlib.relative_to("/"), ignore=skipped, symlinks=False)
program = Path(os.path.realpath(sys.executable))
put(program)
shell = Path(os.path.realpath("/bin/sh"))
put(shell)
modules = [Path(stdlib, "lib-dynload", name) for name in os.listdir(stdlib / "lib-dynload")]
for one in {library for path in [program, shell, *modules] for library in libraries(path)}:
    put(one)
packages = root / stdlib.relative_to("/") / ("dist-packages" if stdlib.is_relative_to("/usr/lib") else "site-packages")
shutil.copytree(Path(pip.__file__).parent, packages / "pip", ignore=shutil.ignore_patterns("__pycache__"))
for folder in ["bin", "tmp", "etc", "proc", "dev"]:
    (root / folder).mkdir(exist_ok=True)
(root / "tmp").chmod(0o1777)
if not (root / "bin" / "sh").exists():
    (root / "bin" / "sh").symlink_to(shell)
(root / "bin" / "python").symlink_to(program)
print(subprocess.run(["du", "-sm", root], capture_output=True, text=True, check=True).stdout.split()[0], "MB")
