/** What is wrong with a name that Prefect would refuse, some of them with a server error; undefined when nothing is. */
export function nameFinding(
  what: string,
  name: string,
): { readonly code: "invalid-name"; readonly message: string; readonly hint: string } | undefined {
  const shown = `the ${what} name ${JSON.stringify(name)}`;
  if (name.trim() === "")
    return { code: "invalid-name", message: `${shown} is empty`, hint: "give it a name" };
  if (name !== name.trim()) {
    return {
      code: "invalid-name",
      message: `${shown} begins or ends with a blank`,
      hint: "take the blank away",
    };
  }
  const bad = /[/%&><]/.exec(name)?.[0];
  if (bad === undefined) return undefined;
  return {
    code: "invalid-name",
    message: `${shown} has a ${JSON.stringify(bad)}`,
    hint: "Prefect refuses / % & < and > in names",
  };
}
