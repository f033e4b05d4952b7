/** Files that the page writes piece by piece: whole under their name or not there, and by who began them alone. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ExportedFiles } from '../../main/exportedFiles.ts';
import { temporaryFolder } from '../replica/support/temporary.ts';
import { codeOfAsync } from '../support/codeOf.ts';

function text(of: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(of));
}

function made() {
  const folder = temporaryFolder();
  let seed = 0;
  const files = new ExportedFiles((length) => new Uint8Array(length).fill((seed += 1)));
  return { files, folder, path: join(folder, 'consult.webm') };
}

it('a file is written at its places, also at an earlier one, and gets its name when it is whole', async () => {
  const { files, folder, path } = made();
  const file = await files.begin(path);
  await files.write({ file, position: 4, bytes: text('body') });
  await files.write({ file, position: 0, bytes: text('head') });
  expect(readdirSync(folder)).toEqual(['consult.webm.part']);
  await files.end({ file, keep: true });
  expect(readdirSync(folder)).toEqual(['consult.webm']);
  expect(readFileSync(path, 'utf8')).toBe('headbody');
  expect(statSync(path).mode & 0o077).toBe(0);
});

it('what is given up, or left when nobody is logged in any more, is not there', async () => {
  const { files, folder, path } = made();
  const given = await files.begin(path);
  await files.end({ file: given, keep: false });
  await files.begin(path);
  await files.begin(`${path}.other`);
  await files.clear();
  expect(readdirSync(folder)).toEqual([]);
});

it('nothing is written under a name that was not given out, or where there is no room for a file', async () => {
  const { files, folder, path } = made();
  const file = 'ab'.repeat(32);
  expect(await codeOfAsync(files.write({ file, position: 0, bytes: text('x') }))).toBe('file-write-failed');
  expect(await codeOfAsync(files.end({ file, keep: true }))).toBe('file-write-failed');
  expect(await codeOfAsync(files.begin(join(path, 'below', 'a file')))).toBe('file-write-failed');
  expect(readdirSync(folder)).toEqual([]);
});
