"""Writes a wheel with one module and one extra, as a build tool would. Usage: python make_wheel.py FILE VALUE"""

import sys
import zipfile

metadata = "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\nProvides-Extra: extra\n"
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("acme/__init__.py", f"VALUE = {sys.argv[2]!r}\n")
    wheel.writestr("acme-1.0.dist-info/METADATA", metadata)
    wheel.writestr("acme-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr("acme-1.0.dist-info/RECORD", "acme/__init__.py,,\nacme-1.0.dist-info/METADATA,,\nacme-1.0.dist-info/WHEEL,,\nacme-1.0.dist-info/RECORD,,\n")
