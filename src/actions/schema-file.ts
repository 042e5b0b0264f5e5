/** Where `init` writes the schema of the project file for an editor, beside that file. */
export const schemaFile = "meta_prefect.schema.json";
