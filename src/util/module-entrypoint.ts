const modulePath = /^(.+\.[cm]?[jt]sx?):([\p{L}_$][\p{L}\p{N}_$]*)$/u;

/** The module and the export that a TypeScript entrypoint (`path/to/module.ts:export`) names; undefined for another form. */
export function splitModuleEntrypoint(
  entrypoint: string,
): { readonly module: string; readonly name: string } | undefined {
  const [, module, name] = modulePath.exec(entrypoint) ?? [];
  return module === undefined || name === undefined ? undefined : { module, name };
}
