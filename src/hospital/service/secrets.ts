/** Where the service's commands take their secrets from. */
import type { Invocation } from '../../node/commandLine/command.ts';
import { SecretInputs, type SecretSource } from '../../node/commandLine/inputs.ts';

const SOURCES = {
  passphrase: { option: 'passphrase-file', variable: 'CONSILIUM_NODE_PASSPHRASE' },
} as const satisfies Readonly<Record<string, SecretSource>>;

export function nodeSecrets(invocation: Invocation): SecretInputs<keyof typeof SOURCES> {
  return new SecretInputs(invocation, { sources: SOURCES });
}
