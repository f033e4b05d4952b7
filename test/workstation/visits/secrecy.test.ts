/**
 * What a thief has who took everything but a card: all files and memory of the nodes, the workstation's files with
 * their keys, and the doctor's unlocked keys.
 */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/crypto/bytes.ts';
import { openRow } from '../../../src/crypto/row.ts';
import { consentSeed, epochKeys, historyKeys, viewKey } from '../../../src/crypto/patientKeys.ts';
import { openMasterCard } from '../../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { readCard, type PublicCard } from '../../../src/crypto/card.ts';
import { ConsiliumError } from '../../../src/errors.ts';
import { patientRow, type Envelope } from '../../../src/crypto/envelope.ts';
import { openSealed, type SealingKeyPair } from '../../../src/crypto/sealing.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { join } from 'node:path';
import { bytes32, type Person } from '../../support/world.ts';
import { valuesOf } from '../support/hospitals.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';

/** Records of three visits, two by Dr Li and one by Dr Wang; all visits have ended. */
async function threeVisits(): Promise<{
  story: Story;
  patient: Patient;
  cards: PublicCard[];
  statements: string[];
}> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 3 });
  const { a, b, li, wang } = story.world;
  const machines = [await story.doctor(li, a), await story.doctor(wang, b)];
  const cards: PublicCard[] = [];
  const statements: string[] = [];
  let text = item(patient.cards, 1);
  for (const epoch of [1, 2, 3]) {
    const core = machines[(epoch - 1) % 2];
    if (core === undefined) throw new Error('no machine');
    await core.sync();
    cards.push(readCard(text));
    const visit = await openWith(core, text);
    const consent = { slip: item(patient.slips, epoch), pin: PIN };
    statements.push(await writeRecord(core, visit, consent, { ...NOTE, plan: `第${String(epoch)}次` }));
    text = (await core['visit/end']({ visit })).next?.text ?? '';
  }
  cards.push(readCard(text));
  for (const core of machines) core.close();
  return { story, patient, cards, statements };
}

/** What a workstation's two files hold, opened with their own keys. */
function machineValues(story: Story, person: Person): readonly (readonly [string, Uint8Array])[] {
  const name = person.nameEn.replaceAll(' ', '-');
  const files = [
    { file: `desk-${name}.db`, key: bytes32('desk key') },
    { file: 'replica.db', key: bytes32('replica key') },
  ];
  return files.flatMap(({ file, key }) => {
    const database = openDatabase({ path: join(story.machine(person.nameEn), file), key, readOnly: true });
    try {
      return valuesOf(database).map(([place, value]) => [`${file} ${place}`, value] as const);
    } finally {
      database.close();
    }
  });
}

/** Everything that comes of the patient's seed and opens or signs something. */
function patientSecrets({ masterText, masterPassphrase }: Patient): ReadonlyMap<string, Uint8Array> {
  const { seed } = openMasterCard(masterText, masterPassphrase, MINIMUM_LIMITS);
  const ofEpoch = (epoch: number): readonly (readonly [string, Uint8Array])[] => {
    const view = viewKey(seed, epoch);
    const { sealing, signing } = epochKeys(view, epoch);
    return [
      [`view key ${String(epoch)}`, view],
      [`sealing key ${String(epoch)}`, sealing.secretKey],
      [`epoch key ${String(epoch)}`, signing.secretKey.slice(0, 32)],
      [`slip secret ${String(epoch)}`, consentSeed(seed, epoch)],
    ];
  };
  return new Map([['seed', seed], ...[0, 1, 2, 3, 4].flatMap(ofEpoch)]);
}

/** Keys of both parts of a record, as who has all cards gets them. */
function partKeys(
  envelope: Envelope | undefined,
  cards: readonly PublicCard[],
): ReadonlyMap<string, Uint8Array> {
  if (envelope === undefined) throw new Error('no envelope');
  const pairs = cards.flatMap((card) => historyKeys(card).map(({ sealing }) => sealing));
  const { statement } = envelope;
  return new Map(
    (['identity', 'clinical'] as const).flatMap((part) => {
      const row = patientRow(envelope, 0, part) ?? new Uint8Array();
      return pairs.flatMap((pair): [string, Uint8Array][] =>
        openSealed(row, pair) === null
          ? []
          : [[`${part} key`, openRow(row, pair, { statement, leaf: 0, part })]],
      );
    }),
  );
}

/** Statements of which at least one part opens with a key. */
function opened(envelopes: Iterable<Envelope>, pairs: readonly SealingKeyPair[]): string[] {
  return [...envelopes].flatMap((envelope) => {
    const rows = [
      ...envelope.patientRows.map((row, index) => ({
        row,
        leaf: Math.floor(index / 2),
        part: index % 2 === 0 ? ('identity' as const) : ('clinical' as const),
      })),
      ...envelope.rows,
    ];
    const opens = rows.some(({ row, leaf, part }) =>
      pairs.some((pair) => {
        try {
          openRow(row, pair, { statement: envelope.statement, leaf, part });
          return true;
        } catch (error) {
          if (error instanceof ConsiliumError) return false;
          throw error;
        }
      }),
    );
    return opens ? [toHex(envelope.statement)] : [];
  });
}

describe('without a card', () => {
  it("everything that node, workstation and a doctor's unlocked keys hold opens no record of another doctor", async () => {
    const { story, statements } = await threeVisits();
    const { li } = story.world;
    const mine = opened(story.hospitals.envelopes().values(), [li.keys(1).seal]);
    expect(new Set(mine)).toEqual(new Set([statements[0], statements[2]]));
    // The desk, opened with its own key, holds no key of a visit any more, nor anything sealed under one.
    const desk = openDatabase({
      path: join(story.machine(li.nameEn), 'desk-Li-Ming.db'),
      key: bytes32('desk key'),
    });
    const count = (table: string): unknown => desk.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];
    expect([count('visit_keys'), count('visit_cache'), count('outbox_blobs')]).toEqual([0n, 0n, 0n]);
    const kept = desk.prepare('SELECT statement FROM own_records').all();
    expect(
      kept
        .map((row) => row['statement'])
        .map((hash) => toHex(hash instanceof Uint8Array ? hash : new Uint8Array()))
        .toSorted(),
    ).toEqual(mine.toSorted());
    desk.close();
  });

  it('no key of the patient or of another doctor’s record stands anywhere in those files', async () => {
    const { story, patient, cards, statements } = await threeVisits();
    const places = [...story.hospitals.values(), ...machineValues(story, story.world.li)];
    const found = (secrets: ReadonlyMap<string, Uint8Array>): readonly string[] =>
      places.flatMap(([place, value]) =>
        [...secrets]
          .filter(([, secret]) => Buffer.from(value).includes(Buffer.from(secret)))
          .map(([name]) => `${name} in ${place}`),
      );
    const envelopes = story.hospitals.envelopes();
    const others = partKeys(envelopes.get(statements[1] ?? ''), cards);
    expect(others.size).toBe(2);
    expect(found(new Map([...patientSecrets(patient), ...others]))).toEqual([]);
    // The search finds what is there: which record the doctor signed.
    const own = found(new Map([['statement', fromHex(statements[0] ?? '')]]));
    expect(own.some((place) => place.includes('own_records'))).toBe(true);
  });
});

describe('with card e', () => {
  it('exactly the records of visits before e open', async () => {
    const { story, cards, statements } = await threeVisits();
    const registration = [...story.hospitals.envelopes().keys()].filter((hash) => !statements.includes(hash));
    expect(registration).toHaveLength(1);
    for (const card of cards) {
      const pairs = historyKeys(card).map(({ sealing }) => sealing);
      const expected = [...registration, ...statements.slice(0, card.epoch - 1)];
      expect(opened(story.hospitals.envelopes().values(), pairs).toSorted()).toEqual(expected.toSorted());
    }
  });
});
