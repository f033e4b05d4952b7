/** An honest record that a revocation caught: handed over, seen, attested in its author's place and marked, or declined. */
import { describe, expect, it } from 'vitest';
import { decodeCanonical, encodeCanonical, asArray, asMap } from '../../src/crypto/cbor.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { toNetwork, toStatementHash } from '../../src/crypto/ids.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { readAnswer, signedAnswer } from '../../src/workstation/core/attesting/answer.ts';
import { encodeBundle } from '../../src/workstation/core/attesting/bundle.ts';
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
    file: fileOf(li.context, waitingIn(li.session)).bytes,
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

describe('what is handed over and answered', () => {
  const bytes = (length: number, first: number): Uint8Array =>
    Uint8Array.from({ length }, (_, index) => (first + index) % 256);

  it('is a file of these very bytes', () => {
    const record = {
      statement: bytes(4, 1),
      keyVersion: 2,
      doctorSignature: bytes(64, 16),
      consentSignature: null,
      commitment: bytes(32, 96),
      envelope: bytes(3, 7),
      blobs: [bytes(2, 9), bytes(2, 11)],
    };
    expect(toHex(encodeBundle(toNetwork(bytes(32, 0)), [record]))).toBe(
      'a365737569746501676e6574776f726b5820000102030405060708090a0b0c0d0e0f10111213141516171819' +
        '1a1b1c1d1e1f677265636f72647381a765626c6f62738242090a420b0c68656e76656c6f7065430708096973' +
        '746174656d656e7444010203046a636f6d6d69746d656e745820606162636465666768696a6b6c6d6e6f7071' +
        '72737475767778797a7b7c7d7e7f6a6b657956657273696f6e026f646f63746f725369676e61747572655840' +
        '101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b' +
        '3c3d3e3f404142434445464748494a4b4c4d4e4f70636f6e73656e745369676e6174757265f6',
    );
  });

  it('is a text of these very bytes', () => {
    const { secretKey } = keyPairFromSeed(bytes(32, 3));
    const answer = {
      network: bytes(32, 0),
      statement: toStatementHash(bytes(32, 32)),
      officer: bytes(16, 64),
      version: 1,
      decision: 'declined',
      reason: '请到场',
      time: 1_800_000_000_000,
    } as const;
    expect(signedAnswer(answer, secretKey)).toBe(
      'CA1:NLGUKMLVCYED8ZC000E90Q3355A6$C.$E7WE/70ZKEHEC-3EMHDS9MZ0TFGMR JI3D7$CK4F-KEF6B100KB0' +
        '*M0DY0W016C1PN1:Y1I12$C2BO2UZ2423ND3.O3G 3J3DO.COED5$CO6ABB8UM84Y8N09.B9GN9ZY9W1AO/E4LE ' +
        'ED +D*8DZ C+ED ED4/D6VCRPCZED  C+ED3WE7WEF$DG/DF6BZ249E4SP42$4L35+E5EQ5X$5746QF60R6J%6%4' +
        '7CG7VR75*727B9YIZD5%UFN166T01KCVUSUR0D0ASB66F567ISU2$ 9IR7A:3DTM/ETPIESEORDSIEC%EWATN9M3' +
        '22B3NL1WT+ UQGC- C3DP',
    );
  });
});
