/** `dicom show` and `dicom decode` over files. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { dicom, image } from '../support/dicom.ts';
import { answered, cli, refused } from './support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'consilium-dicom-'));
const vector = (name: string): string => fileURLToPath(new URL(`../vectors/dicom/${name}`, import.meta.url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function laid(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

it('dicom decode writes the values of all frames, and says what they are', async () => {
  const out = join(folder, 'nm.raw');
  const answer = await answered(['dicom', 'decode', vector('nm-j2k.dcm'), '--raw', out]);
  const written = readFileSync(out);
  expect(answer).toMatchObject({
    bytes: 3 * 37 * 43 * 2,
    sha256: createHash('sha256').update(written).digest('hex'),
    frames: 3,
    rows: 37,
    columns: 43,
    bitsAllocated: 16,
    type: 'unsigned',
    problems: [],
  });
  expect(written).toHaveLength(3 * 37 * 43 * 2);
});

it('dicom decode of a file that ends too early writes nothing', async () => {
  const whole = readFileSync(vector('nm.dcm'));
  const file = laid('short.dcm', whole.subarray(0, -200));
  const out = join(folder, 'short.raw');
  expect(await refused(['dicom', 'decode', file, '--raw', out])).toMatchObject({
    exit: 1,
    code: 'pixels-truncated',
    detail: { frame: 2 },
  });
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('dicom decode needs a file to write, and one that it may write', async () => {
  expect(await refused(['dicom', 'decode', vector('ct.dcm')])).toMatchObject({
    exit: 2,
    code: 'usage-missing',
  });
  const nowhere = join(folder, 'none', 'out.raw');
  expect(await refused(['dicom', 'decode', vector('ct.dcm'), '--raw', nowhere])).toMatchObject({
    exit: 3,
    code: 'file-write-failed',
  });
});

it('dicom show lists the elements, and what is wrong in words', async () => {
  const file = laid('polyglot.dcm', dicom(image(), undefined, 'MZ'));
  expect(await answered(['dicom', 'show', file])).toMatchObject({
    syntax: '1.2.840.10008.1.2.1',
    problems: [{ code: 'dicom-other-format', detail: { looksLike: 'program' } }],
    elements: expect.arrayContaining([
      { depth: 0, tag: '(0028,0010)', vr: 'US', keyword: 'Rows', value: '2' },
    ]) as unknown,
  });
  const chinese = await cli(['dicom', 'show', file, '--text'], { env: { LANG: 'zh_CN.UTF-8' } });
  expect(chinese.out).toContain('(0028,0004) CS PhotometricInterpretation  MONOCHROME2');
  expect(chinese.out).toContain('! dicom-other-format  该文件同时也是其他格式的文件');
});

it('what is no DICOM is refused with what it looks like', async () => {
  const file = laid('picture.dcm', Uint8Array.from(Buffer.from('89504e470d0a1a0a00000000', 'hex')));
  expect(await refused(['dicom', 'show', file])).toMatchObject({
    code: 'dicom-unrecognised',
    detail: { looksLike: 'png' },
  });
});
