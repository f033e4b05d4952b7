/** What of an erased record is left at workstations: that it was erased, and when. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/crypto/bytes.ts';
import { openMasterCard } from '../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { consentKeyPair } from '../../src/crypto/patientKeys.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { read } from '../../src/contracts/state.ts';
import { encodeEraseRequest, signEraseRequest } from '../../src/contracts/visit/eraseRequest.ts';
import { openDatabase } from '../../src/replica/database.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { bytes32, type Person } from '../support/world.ts';
import { found, textForms } from '../hospital/support/secretForms.ts';
import { valuesOf } from './support/hospitals.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from './support/story.ts';
import { afterOneVisit, openSecond } from './support/twoVisits.ts';

const SLIP_EPOCH = 1;

/** Asked for by the patient, signed by an officer of A; answers the ledger's time of it. */
async function erase({ hospitals, world }: Story, patient: Patient, statement: string): Promise<number> {
  const { seed } = openMasterCard(patient.masterText, patient.masterPassphrase, MINIMUM_LIMITS);
  const time = hospitals.clock.now();
  const asked = { network: world.network, reason: 'consent-withdrawn', time } as const;
  const request = encodeEraseRequest({ ...asked, statement: fromHex(statement) });
  const consentSignature = signEraseRequest(request, consentKeyPair(seed, SLIP_EPOCH).secretKey);
  const action = { kind: 'visit/erase', request, consentSignature } as const;
  await hospitals.submit({ action, parties: world.a.board().slice(0, 1), time });
  return read(hospitals.a.store, erasureCodec, fromHex(statement))?.time ?? 0;
}

/** Where the texts of the record stand in the doctor's desk, read with its own key. */
function textsIn(story: Story, person: Person): readonly string[] {
  const path = join(story.machine(person.nameEn), `desk-${person.nameEn.replaceAll(' ', '-')}.db`);
  const database = openDatabase({ path, key: bytes32('desk key'), readOnly: true });
  try {
    return found(valuesOf(database), textForms('complaint', NOTE.chiefComplaint));
  } finally {
    database.close();
  }
}

describe('an erased record', () => {
  it('is named in the chart with the day, and opened from neither memory, desk nor node', async () => {
    const two = await afterOneVisit();
    const { story, patient, statement, wang } = two;
    const visit = await openSecond(two);
    const before = await wang['visit/chart']({ visit });
    expect(before.documents.map((document) => document.statement)).toContain(statement);
    const time = await erase(story, patient, statement);
    await wang.sync();
    expect(await codeOfAsync(wang['visit/document']({ visit, statement, leaf: 0 }))).toBe('statement-erased');
    const chart = await wang['visit/chart']({ visit });
    expect(chart.documents.map((document) => document.statement)).not.toContain(statement);
    expect(chart.unavailable).toEqual([{ statement, epoch: 1, code: 'statement-erased', erasedAt: time }]);
    expect(await wang['chart/search']({ visit, query: NOTE.chiefComplaint })).toEqual([]);
    expect(await codeOfAsync(wang['proof/export']({ statement, visit }))).not.toBeNull();
    // A desk that forgot it opens nothing again, whatever the node says.
    wang.node.cut();
    expect((await wang['visit/chart']({ visit })).unavailable[0]?.code).toBe('statement-erased');
  });

  it('goes from its author’s own ledger and desk; the line that they signed it stays', async () => {
    const { story, patient, statement } = await afterOneVisit();
    const li = await story.doctor();
    expect(textsIn(story, story.world.li)).not.toEqual([]);
    const time = await erase(story, patient, statement);
    await li.sync();
    const mine = await li['ledger/mine']({});
    expect(mine.find((row) => row.statement === statement)).toMatchObject({
      erasedAt: time,
      title: null,
      summary: null,
      patientName: null,
    });
    expect(await codeOfAsync(li['ledger/my-document']({ statement }))).toBe('statement-erased');
    expect(await codeOfAsync(li['amend/load']({ statement }))).toBe('statement-erased');
    expect(textsIn(story, story.world.li)).toEqual([]);
  });

  it('is counted among what was written under its visit, and not as unreadable', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 2 });
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    const slip = { slip: item(patient.slips, 1), pin: PIN };
    const erased = await writeRecord(li, visit, slip);
    const kept = await writeRecord(li, visit, slip, { ...NOTE, plan: '复诊' });
    await erase(story, patient, erased);
    await li.sync();
    const records = await li['visit/records']({ visit });
    expect(records.documents.map(({ statement }) => statement)).toEqual([kept]);
    expect(records).toMatchObject({ unreadable: 0, erased: 1 });
  });

  it('lets nothing follow it: what waited in the outbox is refused by name and goes, unsent', async () => {
    const { story, patient, statement } = await afterOneVisit();
    const li = await story.doctor();
    li.node.cut();
    const amendment = { kind: 'addendum', text: `${NOTE.chiefComplaint}已缓解` } as const;
    const { hash } = await li['amend/preview']({ statement, amendment });
    const added = await li['amend/commit']({ statement, hash, consent: null });
    const waiting = li.session.desk.outbox.unsettled();
    expect(waiting.map((entry) => li.session.desk.outbox.blobsWaiting(entry.id, 9).length)).toEqual([2]);
    await erase(story, patient, statement);
    const before = story.hospitals.envelopes().size;
    await li.node.restore();
    await li.context.ledger().catchUp();
    await li.sync();
    const [entry] = li.session.desk.outbox.list();
    expect(entry).toMatchObject({ state: 'rejected', code: 'statement-erased', envelope: null });
    expect(li.session.desk.outbox.blobsWaiting(entry?.id ?? 0, 9)).toEqual([]);
    expect(story.hospitals.envelopes().size).toBe(before);
    expect(await li['outbox/list']({})).toContainEqual(
      expect.objectContaining({ statement: added.statement, state: 'rejected', code: 'statement-erased' }),
    );
    expect(textsIn(story, story.world.li)).toEqual([]);
    // Sending it again is no way round.
    expect(li.session.desk.outbox.record(entry?.id ?? 0, { type: 'send-again' }).state).toBe('rejected');
  });

  it('is named in the patient’s own view, and granted to nobody any more', async () => {
    const { story, patient, statement } = await afterOneVisit();
    const kiosk = await story.open(story.world.chen, story.world.a, 'kiosk');
    const secret = {
      kind: 'master',
      text: patient.masterText,
      passphrase: patient.masterPassphrase,
    } as const;
    const institution = Buffer.from(story.world.a.id).toString('hex');
    const { handle, documents } = await kiosk['patient/view']({ secret, institution });
    expect(documents.map((document) => document.statement)).toContain(statement);
    const grantee = Buffer.from(story.world.wang.id).toString('hex');
    const wish = { handle, secret, grantee, purpose: 'second-opinion', days: 7, records: 'all' } as const;
    await kiosk['patient/grant'](wish);
    const wang = await story.doctor(story.world.wang, story.world.b);
    const [granted] = await wang['access/granted']({});
    expect(granted?.documents.map((document) => document.statement)).toContain(statement);
    const time = await erase(story, patient, statement);
    await wang.sync();
    const of = { grant: granted?.grant ?? '', statement, leaf: 0 };
    expect(await codeOfAsync(wang['access/document'](of))).toBe('statement-erased');
    const [after] = await wang['access/granted']({});
    expect(after?.documents.map((document) => document.statement)).not.toContain(statement);
    expect(after?.unavailable).toMatchObject([{ statement, code: 'statement-erased' }]);
    const view = await kiosk['patient/refresh']({ handle });
    expect(view.unavailable).toMatchObject([{ statement, erasedAt: time }]);
    expect(await codeOfAsync(kiosk['patient/document']({ handle, statement, leaf: 0 }))).toBe(
      'statement-erased',
    );
    expect(await codeOfAsync(kiosk['patient/proof']({ handle, statement }))).toBe('statement-erased');
  });
});
