/** What lies in the folders of the nodes after a patient's whole way: nothing that anybody could read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/crypto/bytes.ts';
import { readCard } from '../../src/crypto/card.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { openMasterCard } from '../../src/crypto/masterCard.ts';
import { LEDGER_FILE } from '../../src/hospital/folder.ts';
import { consentSeed, viewKey } from '../../src/crypto/patientKeys.ts';
import {
  item,
  NOTE,
  openWith,
  PERSON,
  PIN,
  Story,
  writeRecord,
  type Patient,
} from '../workstation/support/story.ts';

/** A patient registered at A, a record there, and a doctor of B who reads it with the next card. */
async function wholeWay(): Promise<{ readonly story: Story; readonly patient: Patient }> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const first = await openWith(li, item(patient.cards, 1));
  await writeRecord(li, first, { slip: item(patient.slips, 1), pin: PIN });
  const { next } = await li['visit/end']({ visit: first });
  const wang = await story.doctor(story.world.wang, story.world.b);
  const second = await openWith(wang, next?.text ?? '');
  expect((await wang['visit/chart']({ visit: second })).documents).toHaveLength(2);
  await writeRecord(wang, second, null);
  return { story, patient };
}

/** Everything that only the patient, or who treats them, may know; as it would lie in memory and as text. */
function secretsOf({ cards, slips, masterText, masterPassphrase }: Patient): ReadonlyMap<string, Uint8Array> {
  const { seed } = openMasterCard(masterText, masterPassphrase, MINIMUM_LIMITS);
  const texts = {
    ...NOTE,
    ...PERSON,
    pin: PIN,
    masterText,
    masterPassphrase,
    card: item(cards, 1),
    slip: item(slips, 1),
  };
  const secrets = {
    seed,
    'slip secret': consentSeed(seed, 1),
    'view key': viewKey(seed, 1),
    'card’s view key': readCard(item(cards, 1)).viewKey,
  };
  return new Map([
    // A word of a letter or two stands anywhere by chance; what is secret is longer.
    ...Object.entries(texts).flatMap(([name, text]): [string, Uint8Array][] =>
      text.length > 5 || /\P{ASCII}/u.test(text) ? [[name, utf8(text)]] : [],
    ),
    ...Object.entries(secrets).flatMap(([name, bytes]): [string, Uint8Array][] => [
      [name, bytes],
      [`${name} in hex`, utf8(toHex(bytes))],
    ]),
  ]);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Which secrets stand in which of the named bytes. */
function found(
  places: readonly (readonly [string, Uint8Array])[],
  secrets: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  return places.flatMap(([place, content]) => {
    const haystack = Buffer.from(content);
    return [...secrets]
      .filter(([, secret]) => haystack.includes(Buffer.from(secret)))
      .map(([name]) => `${name} in ${place}`);
  });
}

describe('after a patient’s whole way, nodes hold', () => {
  it('no text, name, PIN or secret of the patient in any file, as it lies there or decrypted', async () => {
    const { story, patient } = await wholeWay();
    const secrets = secretsOf(patient);
    expect(secrets.size).toBeGreaterThan(20);
    const files = story.hospitals.folders().flatMap(filesIn);
    expect(files.length).toBeGreaterThan(8);
    expect(
      found(
        files.map((file) => [file, readFileSync(file)] as const),
        secrets,
      ),
    ).toEqual([]);
    // With the node's own key, all values of all tables.
    const values = story.hospitals.values();
    expect(values.length).toBeGreaterThan(100);
    expect(found(values, secrets)).toEqual([]);
    // The search finds what is there: the number under which the ledger knows Dr Li.
    const known = new Map([['id', story.world.li.id]]);
    expect(found(values, known).length).toBeGreaterThan(0);
  });

  it('a ledger in which the patient’s root stands nowhere', async () => {
    const { story, patient } = await wholeWay();
    const root = new Map([['root', readCard(item(patient.cards, 1)).root]]);
    expect(found(story.hospitals.values([LEDGER_FILE]), root)).toEqual([]);
  });
});
