/** The patient's own entries: written from the master card without a doctor, read by the doctor with the next card. */
import { describe, expect, it } from 'vitest';
import { toBase64Url, toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import { openMasterCard } from '../../../src/crypto/masterCard.ts';
import { signOwnEntry } from '../../../src/crypto/ownEntry.ts';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { consentKeyPair, epochKeys, rootKeyPair, viewKey } from '../../../src/crypto/patientKeys.ts';
import { keyPairFromSeed, signDetached } from '../../../src/crypto/signature.ts';
import { encodeIdentityPart } from '../../../src/records/identityPart.ts';
import { ownEntryDocument } from '../../../src/records/ownEntry.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { bringEntry, entryOf } from '../../support/ownEntries.ts';
import { bytes32 } from '../../support/world.ts';
import { item, openWith, PERSON, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const ENTRY = { kind: 'symptom', text: '张秀英今早头晕，休息后好转', date: '2026-11-20' } as const;

interface AfterVisit {
  readonly story: Story;
  readonly patient: Patient;
  readonly kiosk: TestCore;
  readonly handle: string;
  readonly master: { readonly text: string; readonly passphrase: string };
}

/** Visit 1 is over, and the patient stands at a kiosk with the master card. */
async function atKiosk(kind: 'master' | 'slip' = 'master'): Promise<AfterVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  const master = { text: patient.masterText, passphrase: patient.masterPassphrase };
  const kiosk = await openKiosk(story);
  const secret =
    kind === 'master'
      ? ({ kind, ...master } as const)
      : ({ kind, text: item(patient.slips, 2), pin: PIN } as const);
  const { handle } = await kiosk['patient/view']({ secret, institution: toHex(story.world.a.id) });
  return { story, patient, kiosk, handle, master };
}

/** A machine on which nobody is logged in. */
async function openKiosk(story: Story): Promise<TestCore> {
  const kiosk = await story.open(story.world.chen, story.world.a, 'kiosk');
  kiosk.node.logout();
  return kiosk;
}

async function chartWithCard2({ story, patient }: AfterVisit) {
  const wang = await story.doctor(story.world.wang, story.world.b);
  const read = await wang['card/read']({ text: item(patient.cards, 2) });
  const fresh = await wang['card/unseal']({ handle: read.state === 'sealed' ? read.handle : '', pin: PIN });
  const handle = fresh.state === 'fresh' ? fresh.handle : '';
  const { id } = await wang['visit/open']({ handle, registration: null, purpose: 'treatment' });
  return { wang, visit: id, chart: await wang['visit/chart']({ visit: id }) };
}

describe("a patient's own entry", () => {
  it.each(['master', 'slip'] as const)(
    'is written in a view opened with the %s, signed with the master card, and listed',
    async (kind) => {
      const { kiosk, handle, master } = await atKiosk(kind);
      const { statement, state } = await kiosk['patient/write-entry']({
        handle,
        secret: master,
        entry: ENTRY,
      });
      expect(state).toBe('committed');
      const view = await kiosk['patient/refresh']({ handle });
      expect(view.waiting).toBe(0);
      expect(view.documents.at(-1)).toMatchObject({
        statement,
        kind: 'own-entry',
        author: { zh: '患者本人' },
        title: { zh: '患者自述' },
        form: 'patient-reported',
        summary: ENTRY.text,
        verified: true,
      });
      expect(view.banner.name).toBe(PERSON.name);
    },
  );

  it("is shown to the doctor with the next card as the patient's, and as nobody else's finding", async () => {
    const at = await atKiosk();
    const { kiosk, handle, master } = at;
    const entry = { ...ENTRY, kind: 'medicine', text: '阿司匹林 100mg 每日一次' } as const;
    const { statement } = await kiosk['patient/write-entry']({ handle, secret: master, entry });
    const { wang, visit, chart } = await chartWithCard2(at);
    expect(chart.unavailable).toEqual([]);
    const summary = chart.documents.find((document) => document.statement === statement);
    expect(summary).toMatchObject({
      kind: 'own-entry',
      author: { zh: '患者本人', en: 'the patient' },
      verified: true,
    });
    expect(JSON.stringify([chart.medicines, chart.problems, chart.results, chart.vitals])).not.toContain(
      '阿司匹林',
    );
    const document = await wang['visit/document']({ visit, statement, leaf: 0 });
    expect(document.sections).toMatchObject([{ title: { zh: '自行用药' }, text: entry.text }]);
    expect(document.proof).toMatchObject({ verified: true, consent: 'patient', author: { zh: '患者本人' } });
    expect(await codeOfAsync(wang['proof/export']({ statement, visit }))).toBe('proof-own-entry');
  });

  it('stands under the last visit when a grant was given since', async () => {
    const { story, kiosk, handle, master } = await atKiosk();
    const { next } = await kiosk['patient/grant']({
      handle,
      secret: { kind: 'master', ...master },
      grantee: toHex(story.world.wang.id),
      purpose: 'treatment',
      days: 7,
      records: 'all',
    });
    const { statement } = await kiosk['patient/write-entry']({ handle, secret: master, entry: ENTRY });
    const li = await story.doctor();
    const visit = await openWith(li, next?.text ?? '');
    const { documents, unavailable } = await li['visit/chart']({ visit });
    expect(unavailable).toEqual([]);
    expect(documents.at(-1)).toMatchObject({ statement, epoch: 1, verified: true });
  });

  it('keeps the name out of the clinical part', async () => {
    const { story, kiosk, handle, master } = await atKiosk();
    const { statement } = await kiosk['patient/write-entry']({ handle, secret: master, entry: ENTRY });
    const envelope = story.hospitals.envelopes().get(statement);
    expect(envelope?.rows).toEqual([]);
    const document = await kiosk['patient/refresh']({ handle });
    expect(document.documents.at(-1)?.summary).toContain(PERSON.name);
    const plain = story.hospitals.values().filter(([, value]) => Buffer.from(value).includes('头晕'));
    expect(plain).toEqual([]);
  });

  it('is signed and kept with the hospital away, and sent when it is there again', async () => {
    const at = await atKiosk();
    const { story, kiosk, handle, master } = at;
    kiosk.node.cut();
    const { statement, state } = await kiosk['patient/write-entry']({ handle, secret: master, entry: ENTRY });
    expect(state).toBe('queued');
    await kiosk.node.restore();
    await kiosk.context.patients.at(story.world.a.id).drain();
    const { chart } = await chartWithCard2(at);
    expect(chart.documents.at(-1)?.statement).toBe(statement);
  });

  it('is there exactly once when the machine died before it was sent', async () => {
    const at = await atKiosk();
    const { story, kiosk, handle, master } = at;
    kiosk.node.before = (request) => {
      if (request === 'patient/receipt') kiosk.node.cut();
    };
    const { statement, state } = await kiosk['patient/write-entry']({ handle, secret: master, entry: ENTRY });
    expect(state).toBe('queued');
    expect((await kiosk['patient/refresh']({ handle })).waiting).toBe(1);
    kiosk.close();
    const again = await openKiosk(story);
    await again.context.patients.at(story.world.a.id).drain();
    const { chart } = await chartWithCard2(at);
    expect(chart.documents.filter((document) => document.statement === statement)).toHaveLength(1);
  });

  it('is there exactly once when the machine died before it heard that it was taken', async () => {
    const at = await atKiosk();
    const { story, kiosk, handle, master } = at;
    kiosk.node.lie('patient/submit', (result) => {
      kiosk.node.cut();
      return result;
    });
    const { statement } = await kiosk['patient/write-entry']({ handle, secret: master, entry: ENTRY });
    kiosk.close();
    const again = await openKiosk(story);
    const secret = { kind: 'master', ...master } as const;
    const view = await again['patient/view']({ secret, institution: toHex(story.world.a.id) });
    expect(view.documents.filter((document) => document.statement === statement)).toHaveLength(1);
    await again.context.patients.at(story.world.a.id).drain();
    expect((await again['patient/refresh']({ handle: view.handle })).waiting).toBe(0);
    expect(
      (await chartWithCard2(at)).chart.documents.filter(({ kind }) => kind === 'own-entry'),
    ).toHaveLength(1);
  });

  it('is not shown when P did not sign it, though the consent key of the slip did', async () => {
    const at = await atKiosk();
    const { story, kiosk, handle, master } = at;
    const { seed } = openMasterCard(master.text, master.passphrase, MINIMUM_LIMITS);
    const [own, stranger] = [rootKeyPair(seed), keyPairFromSeed(bytes32('stranger'))];
    const [keys, next] = [1, 2].map((epoch) => epochKeys(viewKey(seed, epoch), epoch));
    if (keys === undefined || next === undefined) throw new Error('two epochs');
    const consent = consentKeyPair(seed, 1);
    const signer = { role: 'consent', entity: consent.publicKey, version: 0 } as const;
    const clinical = utf8(
      JSON.stringify(ownEntryDocument(ENTRY, { documentId: '1', time: '2026-11-20T08:00:00Z' })),
    );
    const otherDay = {
      network: toNetwork(story.world.network),
      epoch: keys.signing.publicKey,
      time: 1,
      clinicalHash: bytes32('another clinical part'),
    };
    const signatures = [
      null,
      signDetached(bytes32('anything'), stranger.secretKey),
      signOwnEntry(otherDay, own),
    ];
    for (const signature of signatures) {
      const rootSignature = signature === null ? {} : { rootSignature: toBase64Url(signature) };
      const identity = encodeIdentityPart({
        patient: { resourceType: 'Patient' },
        mentions: [],
        ...rootSignature,
      });
      const entry = entryOf(story.world, {
        house: story.world.a,
        time: story.hospitals.clock.now(),
        anchor: story.hospitals.a.store.height(),
        consent: { signer, secretKey: consent.secretKey },
        epochKey: keys.signing.publicKey,
        nextSealingKey: next.sealing.publicKey,
        parts: { identity, clinical },
      });
      await bringEntry(kiosk.node, entry);
    }
    const view = await kiosk['patient/refresh']({ handle });
    expect(view.documents.map(({ kind }) => kind)).not.toContain('own-entry');
    expect(view.unavailable.map(({ code }) => code)).toEqual(signatures.map(() => 'own-entry-signature'));
    const { chart } = await chartWithCard2(at);
    expect(chart.unavailable.map(({ code }) => code)).toEqual(signatures.map(() => 'own-entry-signature'));
  });

  it('takes the master card of that very patient, its passphrase, and words', async () => {
    const { story, kiosk, handle, master, patient } = await atKiosk();
    const write = (secret: typeof master, entry: { text: string } = ENTRY) =>
      codeOfAsync(kiosk['patient/write-entry']({ handle, secret, entry: { ...ENTRY, ...entry } }));
    expect(await write({ ...master, passphrase: '不 是 这 六 个 字' })).toBe('passphrase-wrong');
    expect(await write({ ...master, text: item(patient.slips, 2) })).toBe('card-malformed');
    expect(await write(master, { text: ' \n' })).toBe('entry-empty');
    const other = await story.registerPatient({ name: '李雷' });
    const others = { text: other.masterText, passphrase: other.masterPassphrase };
    expect(await write(others)).toBe('card-other-patient');
    expect((await kiosk['patient/refresh']({ handle })).documents.map(({ kind }) => kind)).not.toContain(
      'own-entry',
    );
  });
});
