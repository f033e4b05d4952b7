import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { genesisHash } from '../../../src/chain/genesis.ts';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { checkProof } from '../../../src/workstation/core/proof/check.ts';
import { readQrPng } from '../../../src/workstation/qr.ts';
import { attachToPdf, isPdf, proofInPdf } from '../../../src/workstation/proof/pdfProof.ts';
import { decodeProofs, encodeVisitProof } from '../../../src/workstation/proof/proofFile.ts';
import { readProofCode } from '../../../src/workstation/proof/proofCode.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { answered, cli } from '../../cli/support/cli.ts';
import { privateFile, privateFolder } from '../../cli/support/folders.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const TIME = new Date('2026-11-26T10:00:00Z');

async function afterVisit() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const record = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  const amendment = { kind: 'addendum', text: '张秀英来电：咳嗽已缓解。' } as const;
  const { hash } = await li['amend/preview']({ statement: record, amendment });
  const addendum = await li['amend/commit']({ statement: record, hash, consent: null });
  await li.sync();
  return { story, patient, li, visit, record, addendum: addendum.statement };
}

async function pdfWith(name: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  document.addPage();
  return attachToPdf(await document.save(), { name, bytes, mimeType: 'application/json' }, TIME);
}

/** As a screen does, on a machine of this core's network or on one that was never set up. */
async function check(brought: Uint8Array, code: string | null = null, core: TestCore | null = null) {
  const file = new Uint8Array(isPdf(brought) ? await proofInPdf(brought) : brought);
  return checkProof(
    { file, expect: code },
    core === null ? null : genesisHash(core.replica.store.genesisBytes),
  );
}

describe('the visit that a patient takes away', () => {
  it('has every record of the visit, with what stands in place of another, and whose it is', async () => {
    const { li, visit, record, addendum } = await afterVisit();
    const handout = await li['visit/handout']({ visit });
    expect(handout.patient).toMatchObject({ name: '张秀英', birthDate: '1958-03-12' });
    expect(handout.documents.map(({ summary }) => summary.statement)).toEqual([record, addendum]);
    expect(handout.documents[0]?.sections.map(({ text }) => text)).toContain(NOTE.plan);
    expect(handout.waiting).toBe(0);
  });

  it('is still there once the visit has ended', async () => {
    const { li, visit } = await afterVisit();
    await li['visit/end']({ visit });
    const handout = await li['visit/handout']({ visit });
    expect(handout.patient.name).toBe('张秀英');
    expect(handout.documents).toHaveLength(2);
  });

  it('shows a corrected record as corrected, by whom and when', async () => {
    const { li, visit, record } = await afterVisit();
    const amendment = { kind: 'correction', reason: '笔误', note: { ...NOTE, diagnosis: '肺炎' } } as const;
    const { hash } = await li['amend/preview']({ statement: record, amendment });
    const { statement } = await li['amend/commit']({ statement: record, hash, consent: null });
    await li.sync();
    const { documents } = await li['visit/handout']({ visit });
    expect(documents[0]?.summary.corrected).toMatchObject({ statement, by: { zh: '李明' } });
    expect(await li['ledger/my-document']({ statement: record })).toMatchObject({
      summary: { corrected: { statement } },
    });
  });

  it('is refused while nothing of the visit stands on the ledger', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient();
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    expect(await codeOfAsync(li['visit/handout']({ visit }))).toBe('handout-empty');
  });

  it('says how many records are signed and not on the ledger yet: they are not in it', async () => {
    const { story, li, visit } = await afterVisit();
    story.hospitals.cut();
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    await li['sign/commit']({ visit, hash, consent: null });
    const handout = await li['visit/handout']({ visit });
    expect([handout.documents.length, handout.waiting]).toEqual([2, 1]);
    expect(await li['visit/records']({ visit })).toMatchObject({ waiting: 1, unreadable: 0 });
  });
});

describe('its proof file', () => {
  it('proves every record of the visit, that there are no others, and names no patient', async () => {
    const { li, visit, record, addendum } = await afterVisit();
    const { proof } = await li['visit/handout']({ visit });
    const checked = await check(proof.bytes, null, li);
    expect(checked).toMatchObject({ failure: null, complete: true, network: 'this', expected: 'not-given' });
    expect(checked.records).toMatchObject([
      { statement: record, kind: 'record', consent: 'patient', refers: null },
      { statement: addendum, kind: 'addendum', consent: 'follow-up', refers: record },
    ]);
    expect(checked.records[0]?.text?.sections.map(({ text }) => text)).toContain(NOTE.plan);
    expect(new TextDecoder().decode(proof.bytes)).not.toContain('张秀英');
    expect(JSON.stringify(checked)).not.toContain('张秀英');
  });

  it('is known by the code in the QR code on the paper, and another file is not', async () => {
    const { li, visit, record } = await afterVisit();
    const { proof, code, codeQr } = await li['visit/handout']({ visit });
    expect(readQrPng(codeQr)).toBe(code);
    const { sha256, height, statement } = readProofCode(code);
    const checked = await check(proof.bytes, code);
    expect(checked).toMatchObject({ sha256, expected: 'same', provedBy: { height } });
    expect(Buffer.from(statement).toString('hex')).toBe(record);
    const other = await li['proof/export']({ statement: record, visit });
    expect(await check(other.bytes, code)).toMatchObject({ failure: null, expected: 'other' });
    expect(await codeOfAsync(check(proof.bytes, 'consilium-proof:12'))).toBe('proof-code-malformed');
  });

  it('is incomplete when a record was left out, and refused when another visit was mixed in', async () => {
    const { story, li, visit } = await afterVisit();
    const proofs = decodeProofs((await li['visit/handout']({ visit })).proof.bytes);
    expect(await check(encodeVisitProof(proofs.slice(0, 1)))).toMatchObject({
      failure: null,
      complete: false,
    });
    const [first] = proofs;
    if (first === undefined) throw new Error('no proof');
    expect((await check(encodeVisitProof([first, first]))).complete).toBe(false);
    const other = await story.registerPatient({ cards: 1, name: '别人' });
    await li.sync();
    const later = await openWith(li, item(other.cards, 1));
    await writeRecord(li, later, { slip: item(other.slips, 1), pin: PIN });
    const mixed = [
      ...decodeProofs((await li['visit/handout']({ visit })).proof.bytes),
      ...decodeProofs((await li['visit/handout']({ visit: later })).proof.bytes),
    ];
    expect(await check(encodeVisitProof(mixed))).toMatchObject({ failure: 'proof-mixed', records: [] });
  });

  it('can leave out the text: it then proves who signed, and says nothing of what', async () => {
    const { li, visit, record } = await afterVisit();
    const { bytes } = await li['proof/export']({ statement: record, visit, withText: false });
    expect((await check(bytes)).records).toMatchObject([
      { statement: record, author: { zh: '李明' }, text: null },
    ]);
    expect(bytes.length).toBeLessThan((await li['proof/export']({ statement: record, visit })).bytes.length);
  });

  it('comes out of the PDF that has it attached as it went in', async () => {
    const { li, visit } = await afterVisit();
    const { proof, code } = await li['visit/handout']({ visit });
    const pdf = await pdfWith(proof.name, proof.bytes);
    expect(await check(pdf, code)).toMatchObject({ failure: null, expected: 'same', complete: true });
    expect(await codeOfAsync(check(await pdfWith('other.json', proof.bytes)))).toBe('proof-not-attached');
    expect(await codeOfAsync(check(utf8('%PDF-1.7 and nothing else')))).toBe('proof-malformed');
  });

  it('is checked by the command line, as file or in the PDF, against the code on the paper', async () => {
    const { li, visit, record, addendum } = await afterVisit();
    const { proof, code } = await li['visit/handout']({ visit });
    const folder = privateFolder();
    const files = [
      privateFile(folder, proof.name, proof.bytes),
      privateFile(folder, 'visit.pdf', await pdfWith(proof.name, proof.bytes)),
    ];
    for (const file of files)
      expect(await answered(['proof', 'verify', file, '--expect', code])).toMatchObject({
        verified: true,
        complete: true,
        records: [{ statement: record }, { statement: addendum, refers: record }],
      });
    const single = await li['proof/export']({ statement: record, visit });
    const other = privateFile(folder, 'other.json', single.bytes);
    const failed = await cli(['proof', 'verify', other, '--expect', code]);
    expect([failed.exit, JSON.parse(failed.out)]).toMatchObject([
      4,
      { verified: false, failure: 'proof-other-file' },
    ]);
  });
});
