/** What a patient is handed, as files: texts and QR pictures, readable by their owner alone. */
import { join, resolve } from 'node:path';
import { utf8 } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';
import { listDirectory, makePrivateDirectory, writeFileAtomic } from '../../node/files.ts';
import type { ResultOf } from '../api.ts';

type Registered = ResultOf<'registrar/register-patient'>;

/** Where each piece lies. */
export interface WrittenSheet {
  readonly folder: string;
  readonly master: { readonly text: string; readonly picture: string; readonly passphrase: string };
  readonly cards: readonly WrittenItem[];
  readonly slips: readonly WrittenItem[];
}

interface WrittenItem {
  readonly epoch: number;
  readonly text: string;
  readonly picture: string;
}

/** Throws `folder-not-empty`: two patients' cards in one folder would get mixed. Call it before anything is issued. */
export function assertEmptyFolder(folder: string): void {
  const path = resolve(folder);
  if (listDirectory(path).length > 0) throw new ConsiliumError('folder-not-empty', { folder: path });
}

/** Writes the sheet into `folder`, which is made. Errors: `file-write-failed`. */
export function writeSheet(folder: string, registered: Registered): WrittenSheet {
  const path = resolve(folder);
  makePrivateDirectory(path);
  const passphrase = writeText(path, 'master-passphrase.txt', registered.masterPassphrase);
  const master = writeItem(path, 'master', { text: registered.masterText, qrPng: registered.masterQrPng });
  const items = (name: string, list: Registered['cards']) =>
    list.map((item) => ({ epoch: item.epoch, ...writeItem(path, `${name}-${String(item.epoch)}`, item) }));
  return {
    folder: path,
    master: { ...master, passphrase },
    cards: items('card', registered.cards),
    slips: items('slip', registered.slips),
  };
}

function writeItem(
  folder: string,
  name: string,
  { text, qrPng }: { readonly text: string; readonly qrPng: Uint8Array },
): { readonly text: string; readonly picture: string } {
  const picture = join(folder, `${name}.png`);
  writeFileAtomic(picture, qrPng);
  return { text: writeText(folder, `${name}.txt`, text), picture };
}

function writeText(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileAtomic(path, utf8(`${text}\n`));
  return path;
}
