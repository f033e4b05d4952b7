/** An honest record that a revocation caught: handed over, seen, attested in its author's place and marked, or declined. */
import { describe, expect, it } from 'vitest';
import { decodeCanonical, encodeCanonical, asArray, asMap } from '../../src/crypto/cbor.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { readAnswer } from '../../src/workstation/core/attesting/answer.ts';
import { attest, decline, readCaught } from '../../src/workstation/core/attesting/attest.ts';
import { fileOf, waitingIn } from '../../src/workstation/core/attesting/handOver.ts';
import { codeOf, codeOfAsync } from '../support/codeOf.ts';
import type { Draft } from '../support/transactions.ts';
import type { House } from '../support/world.ts';
import { item, openWith, PIN, Story, writeRecord, type Patient } from './support/story.ts';
import type { TestCore } from './support/testCore.ts';

interface Caught {
  readonly story: Story;
  readonly li: TestCore;
  readonly patient: Patient;
  readonly statement: string;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly revoke: () => Promise<void>;
  readonly officer: (house?: House) => Promise<TestCore>;
}

/** Dr Li signed a record with the patient's slip, and no node took it. */
async function signedAndNotSent(): Promise<Caught> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  li.node.before = (request) => {
    if (request === 'receipt') throw new ConsiliumError('node-away');
  };
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  const { world, hospitals } = story;
  const revoke = async (): Promise<void> => {
    const { id, role } = world.li;
    const action = { kind: 'registry/key-lost', id, role, version: 1, reason: '电脑遗失' } as const;
    const draft: Draft = { action, parties: world.a.board(), time: hospitals.clock.now() };
    await hospitals.submit(draft);
  };
  const officer = async (house = world.a): Promise<TestCore> => {
    const [person] = house.officers;
    if (person === undefined) throw new Error('no officer');
    const core = await story.open(person, house);
    await core.sync();
    return core;
  };
  return {
    story,
    li,
    patient,
    statement,
    file: fileOf(li.context, waitingIn(li.session.desk)).bytes,
    revoke,
    officer,
  };
}

describe('a record that a revoked key caught', () => {
  it("is seen by the officer as it was signed, and sent in its author's place", async () => {
    const { story, li, patient, statement, file, revoke, officer } = await signedAndNotSent();
    await revoke();
    const zhao = await officer();
    const { records } = readCaught(zhao.context, { file });
    expect(records).toMatchObject([
      {
        statement,
        state: 'caught',
        kind: 'record',
        author: { en: 'Li Ming' },
        keyVersion: 1,
        reason: '电脑遗失',
        consented: true,
        parts: 2,
      },
    ]);
    expect(records[0]?.anchor.height).toBeLessThan(records[0]?.revokedAt ?? 0);
    const answer = await attest(zhao.context, { file, statement });
    // Asked again, it is there already.
    expect(readCaught(zhao.context, { file }).records[0]?.state).toBe('on-ledger');
    expect(readAnswer(li.replica.store, answer.text)).toMatchObject({ statement, decision: 'attested' });
    const chen = await story.doctor(story.world.chen);
    const next = await chen['card/read']({ text: item(patient.cards, 2) });
    const fresh = await chen['card/unseal']({ handle: next.state === 'sealed' ? next.handle : '', pin: PIN });
    const handle = fresh.state === 'fresh' ? fresh.handle : '';
    const visit = await chen['visit/open']({ handle, registration: null, purpose: 'treatment' });
    const chart = await chen['visit/chart']({ visit: visit.id });
    expect(chart.unavailable).toEqual([]);
    const shown = chart.documents.find((document) => document.statement === statement);
    expect(shown).toMatchObject({
      verified: true,
      consent: 'patient',
      author: { en: 'Li Ming' },
      attestedBy: { en: story.world.a.officers[0]?.nameEn },
    });
    expect(chart.documents.filter((document) => document.statement !== statement)).toEqual(
      expect.arrayContaining([expect.objectContaining({ attestedBy: null })]),
    );
  });

  it("is declined with a reason, which its author reads under the officer's signature; nothing is sent", async () => {
    const { li, statement, file, revoke, officer } = await signedAndNotSent();
    await revoke();
    const zhao = await officer();
    const { text } = await decline(zhao.context, { file, statement, reason: '请本人到场说明' });
    expect(readAnswer(li.replica.store, text)).toMatchObject({
      statement,
      decision: 'declined',
      reason: '请本人到场说明',
    });
    expect(codeOf(() => readAnswer(li.replica.store, `${text.slice(0, -4)}0000`))).toMatch(
      /^answer-(?:malformed|signature)$/u,
    );
    await zhao.sync();
    expect(readCaught(zhao.context, { file }).records[0]?.state).toBe('caught');
  });

  it('is attested by nobody else, and not while its author can send it', async () => {
    const { story, li, statement, file, revoke, officer } = await signedAndNotSent();
    const zhao = await officer();
    expect(readCaught(zhao.context, { file }).records[0]?.state).toBe('not-caught');
    expect(await codeOfAsync(attest(zhao.context, { file, statement }))).toBe('attest-impossible');
    await revoke();
    await zhao.sync();
    expect(codeOf(() => readCaught(li.context, { file }))).toBe('role-officer-required');
    const other = await officer(story.world.b);
    expect(codeOf(() => readCaught(other.context, { file }))).toBe('attest-other-institution');
    expect(await codeOfAsync(attest(zhao.context, { file, statement: '0'.repeat(64) }))).toBe(
      'attest-unknown',
    );
  });

  it('is refused when its file was changed', async () => {
    const { file, revoke, officer } = await signedAndNotSent();
    await revoke();
    const zhao = await officer();
    const map = asMap(decodeCanonical(file), ['suite', 'network', 'records'], 'file');
    const fields = [
      'statement',
      'keyVersion',
      'doctorSignature',
      'consentSignature',
      'commitment',
      'envelope',
      'blobs',
    ] as const;
    const record = asMap(asArray(map.records, 'records')[0], fields, 'record');
    const changed = (change: Partial<typeof record>): Uint8Array<ArrayBuffer> =>
      new Uint8Array(encodeCanonical({ ...map, records: [{ ...record, ...change }] }));
    const codes = [
      changed({ blobs: asArray(record.blobs, 'blobs').slice(1) }),
      changed({ commitment: new Uint8Array(32) }),
      changed({ doctorSignature: new Uint8Array(64) }),
      changed({ statement: new Uint8Array(10) }),
      file.slice(1),
    ].map((bytes) => codeOf(() => readCaught(zhao.context, { file: bytes })));
    expect(codes).toEqual([
      'attest-altered',
      'attest-altered',
      'attest-signature',
      'attest-malformed',
      'attest-malformed',
    ]);
  });
});
