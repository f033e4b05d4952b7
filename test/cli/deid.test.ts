/** `consilium deid` over JSON lines. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { dicom, element, image } from '../support/dicom.ts';
import { cli, refused } from './support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'consilium-deid-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('answers each line with spans in UTF-16 units and the text without them', async () => {
  const lines = [
    { id: 'a', text: '𠮷患者张建国，电话13812345678。' },
    { id: 7, text: 'Mr. Smith has Parkinson disease.' },
  ];
  const { exit, out } = await cli(['deid', '--lang', 'zh'], {
    stdin: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  expect(exit).toBe(0);
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    {
      id: 'a',
      spans: [
        { start: 4, end: 7, type: 'name', confidence: expect.any(Number) as unknown },
        { start: 10, end: 21, type: 'phone', confidence: 1 },
      ],
      redacted: '𠮷患者[姓名1]，电话[电话]。',
    },
    {
      id: 7,
      spans: [{ start: 4, end: 9, type: 'name', confidence: expect.any(Number) as unknown }],
      redacted: 'Mr. [姓名1] has Parkinson disease.',
    },
  ]);
});

it('tells the number of a line that is none, answers the others, and ends with 1', async () => {
  const stdin = ['{"id":"a","text":"ok"}', '{"id":', '{"id":"b"}', '', '{"id":"c","text":"x"}'].join('\n');
  const { err, exit, out } = await cli(['deid'], { stdin });
  expect(exit).toBe(1);
  expect(out.match(/"id":"\w"/gu)).toEqual(['"id":"a"', '"id":"c"']);
  const errors = err
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(errors).toMatchObject([2, 3].map((line) => ({ code: 'deid-line-malformed', detail: { line } })));
});

it('knows the identifiers of a chart from a file, and refuses what is no such file', async () => {
  const known = join(folder, 'known.json');
  writeFileSync(known, JSON.stringify({ identifiers: [{ type: 'record-number', value: 'QX-77' }] }));
  const { out } = await cli(['deid', '--known', known], { stdin: '{"id":1,"text":"见 qx 77 号"}' });
  expect(out).toContain('[病历号]');
  writeFileSync(known, '{"identifiers":[{"type":"soul","value":"x"}]}');
  expect(await refused(['deid', '--known', known])).toMatchObject({ exit: 1, code: 'deid-known-malformed' });
  expect(await refused(['deid', '--lang', 'fr'])).toMatchObject({ exit: 2, code: 'usage-option' });
});

it('prints Bundles without what identifies their patient, with one shift for the files of a call and of a case', async () => {
  const key = join(folder, 'key');
  writeFileSync(key, 'sixteen bytes at least');
  const files = ['a', 'b'].map((name) => {
    const path = join(folder, `${name}.json`);
    const entry = [
      { resource: { resourceType: 'Patient', id: 'p', name: [{ text: '欧阳修远' }], gender: 'male' } },
      {
        resource: {
          resourceType: 'Condition',
          id: 'c',
          onsetDateTime: '2024-03-05',
          note: [{ text: '欧阳修远咳嗽' }],
        },
      },
    ];
    writeFileSync(path, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
    return path;
  });
  const run = async (): Promise<string> => (await cli(['deid', ...files, '--case-key-file', key])).out;
  const out = await run();
  expect(out).not.toContain('修远');
  const dates = [...out.matchAll(/"onsetDateTime":"([^"]*)"/gu)].map(([, date]) => date);
  expect(dates).toHaveLength(2);
  expect(new Set(dates).size).toBe(1);
  expect(dates[0]).not.toBe('2024-03-05');
  expect([...(await run()).matchAll(/"onsetDateTime":"([^"]*)"/gu)].map(([, date]) => date)).toEqual(dates);
  writeFileSync(key, 'short');
  expect(await refused(['deid', ...files, '--case-key-file', key])).toMatchObject({
    code: 'deid-case-key-short',
  });
});

it('writes DICOM files under numbers, and none whose pixels nobody has looked at', async () => {
  const named = join(folder, 'Wisniewska.dcm');
  writeFileSync(named, dicom([element(0x0010_0010, 'PN', 'Wisniewska^K'), ...image()]));
  const out = join(folder, 'out');
  const blocked = await cli(['deid', named, '--out', out]);
  expect(blocked.exit).toBe(1);
  expect(JSON.parse(blocked.out)).toMatchObject({ out: null, pixels: { state: 'review' } });
  expect(existsSync(out)).toBe(false);
  const written = await cli(['deid', named, '--out', out, '--pixels-reviewed']);
  expect(written.exit).toBe(0);
  expect(readdirSync(out)).toEqual(['0001.dcm']);
  expect(readFileSync(join(out, '0001.dcm')).includes('Wisniewska')).toBe(false);
  const covered = await cli(['deid', named, '--out', out, '--mask', '0,0,2,1;1,1,1,1']);
  expect(covered.exit).toBe(0);
  expect(await refused(['deid', named, '--out', out, '--mask', '0,0,2'])).toMatchObject({
    exit: 2,
    code: 'usage-option',
  });
  expect(await refused(['deid', named])).toMatchObject({ exit: 2, code: 'usage-missing' });
});
