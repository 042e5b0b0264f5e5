/** Codes that the flows room raises: what each means, for docs/codes.md. */
export const flowsCodes = {
  "invalid-entrypoint": "An entrypoint has not the form path/to/file.py:function or package.module:function.",
  "no-such-file": "An entrypoint names a file that does not exist.",
  "no-such-flow": "The file has nothing of that name.",
  "not-a-flow": "The name is there, but it is not a flow.",
  "python-syntax": "The file is not valid Python, or cannot be read as text.",
  "newer-python": "The file has syntax of a later Python than the one that was found for the project.",
  "unreadable-file": "The file could not be read from the disk.",
  "flow-rejected": "Prefect itself refuses this flow when it is loaded.",
  "import-fails": "Importing the file raises an exception, so that Prefect could not load it as it stands.",
  "unknown-package": "A value comes from a package that is not part of the project.",
  "unknown-value": "A value is computed in a way that cannot be followed without running Python.",
  "unknown-environment": "A value depends on the environment in which the code runs.",
  "unknown-type": "The JSON schema of a parameter's type cannot be derived from the source.",
  "unknown-decorator": "A decorator cannot be followed, so what it makes of the function is not known.",
  "reader-failed": "The reader of Python source failed on a file; a mistake of meta-prefect.",
  "too-much-work": "Following the code at the top of the file takes too many steps.",
} as const satisfies Readonly<Record<string, string>>;
