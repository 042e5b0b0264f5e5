"""Packs a folder's package as a source archive that builds itself without fetching anything.

Usage: python make_sdist.py FOLDER PACKAGE FILE EXTRA…
"""

import io
import sys
import tarfile

folder, package, file, *extras = sys.argv[1:]
project = f"""[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "{package}"
version = "1.0"
"""
metadata = f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n" + "".join(
    f"Provides-Extra: {extra}\n" for extra in extras
)
backend = f"""
import pathlib, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    name = "{package}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        for path in sorted(pathlib.Path("{package}").rglob("*.py")):
            wheel.write(path)
        wheel.writestr("{package}-1.0.dist-info/METADATA", {metadata!r})
        wheel.writestr("{package}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("{package}-1.0.dist-info/RECORD", "")
    return name
"""
with tarfile.open(file, "w:gz") as archive:
    for name, text in {"pyproject.toml": project, "backend.py": backend, "PKG-INFO": metadata}.items():
        entry = tarfile.TarInfo(f"{package}-1.0/{name}")
        entry.size = len(text.encode())
        archive.addfile(entry, io.BytesIO(text.encode()))
    archive.add(f"{folder}/{package}", f"{package}-1.0/{package}")
