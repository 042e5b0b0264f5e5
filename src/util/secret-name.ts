const secretName =
  /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(API|ACCESS|AUTH|PRIVATE|SECRET|SIGNING|ENCRYPTION)_?KEY)$/i;

/** Whether an environment variable is called as one that holds a secret: `GH_TOKEN`, `DB_PASSWORD`, `API_KEY`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}
