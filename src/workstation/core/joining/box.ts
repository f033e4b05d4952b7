/**
 * The place on one machine where a doctor leaves an invitation for another who works at it: a file for each, sealed to
 * the one it is for. Its name tells whom it is for and nothing else.
 */
import { toHex } from '../../../crypto/bytes.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import {
  joinPath,
  listDirectory,
  makePrivateDirectory,
  readFileIfExists,
  removePath,
  writeFileAtomic,
} from '../../../node/files.ts';

/** An invitation as it lies there. */
export interface LeftInvitation {
  readonly id: string;
  readonly sealed: Uint8Array;
}

export interface InvitationBox {
  leave(recipient: StaffId, invitation: LeftInvitation): void;
  listFor(recipient: StaffId): readonly LeftInvitation[];
  remove(recipient: StaffId, id: string): void;
}

const SUFFIX = '.invitation';
/** Nobody has that many open visits at once; more is a fault, and the oldest names are read first. */
const MOST_LISTED = 200;

/** The box in a folder, which is made when the first invitation is left. */
export function invitationBox(folder: string): InvitationBox {
  const of = (recipient: StaffId): string => joinPath(folder, toHex(recipient));
  const fileOf = (recipient: StaffId, id: string): string => joinPath(of(recipient), `${id}${SUFFIX}`);
  return {
    leave: (recipient, { id, sealed }) => {
      makePrivateDirectory(of(recipient));
      writeFileAtomic(fileOf(recipient, id), sealed);
    },
    listFor: (recipient) =>
      listDirectory(of(recipient))
        .filter((name) => name.endsWith(SUFFIX))
        .slice(0, MOST_LISTED)
        .flatMap((name) => {
          const sealed = readFileIfExists(joinPath(of(recipient), name));
          return sealed === null ? [] : [{ id: name.slice(0, -SUFFIX.length), sealed }];
        }),
    remove: (recipient, id) => removePath(fileOf(recipient, id)),
  };
}
