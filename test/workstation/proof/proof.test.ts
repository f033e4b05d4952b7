import { describe, expect, it } from 'vitest';
import { statementCodec, KIND } from '../../../src/contracts/entities.ts';
import { decodeProof, encodeProof, type StatementProof } from '../../../src/workstation/proof/proofFile.ts';
import { verifyProof } from '../../../src/workstation/proof/verifyProof.ts';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import { answered, cli, refused } from '../../cli/support/cli.ts';
import { privateFile, privateFolder } from '../../cli/support/folders.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';

async function afterRecord() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  return { story, patient, li, visit, statement };
}

function flipped(bytes: Uint8Array, at = Math.floor(bytes.length / 2)): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

describe('a proof file', () => {
  it('shows without any node who signed a record, that the patient agreed, and when', async () => {
    const { li, statement, visit } = await afterRecord();
    const { name, bytes } = await li['proof/export']({ statement, visit });
    expect(name).toMatch(/^consilium-proof-[0-9a-f]{12}\.json$/);
    const verified = verifyProof(decodeProof(bytes));
    expect(verified).toMatchObject({
      statement,
      kind: 'record',
      consent: 'patient',
      author: { zh: '李明' },
      institution: { zh: '仁和医院' },
      chainId: li.replica.store.genesis.chainId,
    });
    expect(verified.blockTime).toBeGreaterThan(0);
    expect(verified.provedBy.height).toBeGreaterThanOrEqual(verified.height);
    const texts = verified.record?.sections.map(({ text }) => text) ?? [];
    expect(texts).toContain(NOTE.plan);
    // Who the patient is stays out of it.
    expect(new TextDecoder().decode(bytes)).not.toContain('张秀英');
    expect(JSON.stringify(verified)).not.toContain('张秀英');
  });

  it('is refused for any byte that was changed, by the check that found it', async () => {
    const { li, statement } = await afterRecord();
    const { bytes } = await li['proof/export']({ statement, visit: null });
    const proof = decodeProof(bytes);
    const changed = (change: Partial<StatementProof>): string =>
      codeOf(() => verifyProof({ ...proof, ...change }));
    expect(changed({})).toBe('taken');
    expect(changed({ doctorSignature: flipped(proof.doctorSignature) })).toBe('doctor-signature');
    const consent = proof.consentSignature ?? new Uint8Array(64);
    expect(changed({ consentSignature: flipped(consent) })).toBe('consent-signature');
    expect(changed({ consentSignature: null })).toBe('consent-signature');
    expect(changed({ commit: flipped(proof.commit, proof.commit.length - 1) })).not.toBe('taken');
    expect(changed({ block: flipped(proof.block) })).not.toBe('taken');
    expect(changed({ statement: flipped(proof.statement) })).not.toBe('taken');
    // A missing institution is shown as unknown; what signs cannot be missing.
    for (const kind of [KIND.statement, KIND.visit, KIND.doctor])
      expect(changed({ entities: proof.entities.filter((entity) => entity.kind !== kind) })).not.toBe(
        'taken',
      );
    for (const { kind } of proof.entities) {
      const altered = proof.entities.map((entity) =>
        entity.kind === kind ? { ...entity, value: flipped(entity.value) } : entity,
      );
      expect(changed({ entities: altered })).toBe('proof-invalid');
    }
    const content = proof.content;
    if (content === null) throw new Error('no content');
    expect(changed({ content: { ...content, clinical: flipped(content.clinical) } })).toBe('data-mismatch');
  });

  it('cannot make a pending record look consented', async () => {
    const { story } = await afterRecord();
    const other = await story.registerPatient({ cards: 1, name: '别人' });
    const li = await story.doctor();
    const visit = await openWith(li, item(other.cards, 1));
    const statement = await writeRecord(li, visit, null);
    const { bytes } = await li['proof/export']({ statement, visit: null });
    const proof = decodeProof(bytes);
    expect(verifyProof(proof).consent).toBe('pending');
    const entities = proof.entities.map((entity) =>
      entity.kind === KIND.statement
        ? {
            ...entity,
            value: statementCodec.encode({ ...statementCodec.decode(entity.value), state: 'consented' }),
          }
        : entity,
    );
    expect(codeOf(() => verifyProof({ ...proof, entities }))).toBe('proof-invalid');
  });

  it('is given to the patient, and of nothing that is not in the record', async () => {
    const { story, patient, li, visit, statement } = await afterRecord();
    await li['visit/end']({ visit });
    await li.sync();
    const { masterText: text, masterPassphrase: passphrase } = patient;
    const institution = Buffer.from(story.world.a.id).toString('hex');
    const view = await li['patient/view']({ secret: { kind: 'master', text, passphrase }, institution });
    const { bytes } = await li['patient/proof']({ handle: view.handle, statement });
    expect(verifyProof(decodeProof(bytes))).toMatchObject({ statement, consent: 'patient' });
    const imported = view.documents.find(({ kind }) => kind === 'import')?.statement ?? '';
    const whole = await li['patient/proof']({ handle: view.handle, statement: imported });
    expect(verifyProof(decodeProof(whole.bytes))).toMatchObject({ kind: 'import', record: null });
    const unknown = li['patient/proof']({ handle: view.handle, statement: '00'.repeat(32) });
    expect(await codeOfAsync(unknown)).toBe('document-unknown');
  });

  it('is checked by the command line, and against the genesis that one means', async () => {
    const { li, statement } = await afterRecord();
    const { name, bytes } = await li['proof/export']({ statement, visit: null });
    const folder = privateFolder();
    const file = privateFile(folder, name, new TextDecoder().decode(bytes));
    const verified = (await answered(['proof', 'verify', file])) as { genesisHash: string };
    expect(verified).toMatchObject({ verified: true, statement, consent: 'patient' });
    const right = ['proof', 'verify', file, '--genesis', verified.genesisHash];
    expect(await answered(right)).toMatchObject({ verified: true });
    const proof = decodeProof(bytes);
    const bad = encodeProof({ ...proof, doctorSignature: flipped(proof.doctorSignature) });
    const badFile = privateFile(folder, 'bad.json', new TextDecoder().decode(bad));
    expect(codeOf(() => decodeProof(utf8('{"format":"consilium-proof"}')))).toBe('proof-malformed');
    expect(await refused(['proof', 'verify', privateFile(folder, 'no.json', '{}')])).toMatchObject({
      code: 'proof-malformed',
    });
    const failed = await cli(['proof', 'verify', badFile]);
    expect(failed.exit).toBe(4);
    expect(JSON.parse(failed.out)).toMatchObject({ verified: false, failure: 'doctor-signature' });
    const other = await cli(['proof', 'verify', file, '--genesis', '00'.repeat(32)]);
    expect([other.exit, JSON.parse(other.out)]).toMatchObject([4, { failure: 'genesis-mismatch' }]);
  });
});
