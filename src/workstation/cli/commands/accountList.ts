/** `account list`: who can log in on this machine. Key stores name their owner in the clear. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../../crypto/bytes.ts';
import { readKeyStoreIdentity } from '../../../crypto/keyStore.ts';
import { errorCode } from '../../../errors.ts';
import { readFileIfExists } from '../../../node/files.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { accountsPath } from '../layout.ts';

const SUFFIX = '.keystore.json';

/** An account, or why its key store cannot be read. */
export type ListedAccount =
  | {
      readonly id: string;
      readonly role: string;
      readonly entity: string;
      readonly institution: string;
      readonly name: { readonly zh: string; readonly en: string } | null;
    }
  | { readonly id: string; readonly unreadable: string };

export async function accountList({ dataFolder }: Invocation): Promise<CommandResult> {
  return { value: { accounts: listAccounts(dataFolder) } };
}

/** Accounts of a data folder in the order of their ids; none when there is no such folder. */
export function listAccounts(dataFolder: string): readonly ListedAccount[] {
  return accountFiles(accountsPath(dataFolder)).map(({ id, path }) => {
    try {
      const { entity, institution, names, role } = readKeyStoreIdentity(
        readFileIfExists(path) ?? new Uint8Array(0),
      );
      const name = names === null ? null : { zh: names.zh, en: names.en };
      return { id, role, entity: toHex(entity), institution: toHex(institution), name };
    } catch (error) {
      return { id, unreadable: errorCode(error) };
    }
  });
}

function accountFiles(folder: string): readonly { readonly id: string; readonly path: string }[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .toSorted()
    .map((name) => ({ id: name.slice(0, -SUFFIX.length), path: join(folder, name) }));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
