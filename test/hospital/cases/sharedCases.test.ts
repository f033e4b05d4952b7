/** Shared cases at two nodes: brought with the patient's consent, published in a batch, read elsewhere, withdrawn. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { decodeCaseEnvelope, openCase, sealCase } from '../../../src/crypto/caseEnvelope.ts';
import { toCaseName, toSignature, type CaseName } from '../../../src/crypto/ids.ts';
import { erasureCodec } from '../../../src/contracts/erasureEntities.ts';
import { dueReceipts } from '../../../src/contracts/governance/eraseReceipt.ts';
import { readAccount } from '../../../src/contracts/incentive/account.ts';
import { openPeriod, readPeriod } from '../../../src/contracts/incentive/period.ts';
import { caseHash, encodeCase, signCase } from '../../../src/contracts/sharing/case.ts';
import {
  caseConsentsHash,
  encodeCaseConsent,
  signCaseConsent,
} from '../../../src/contracts/sharing/caseConsent.ts';
import { caseCodec } from '../../../src/contracts/sharing/caseEntities.ts';
import type { CasePurpose } from '../../../src/contracts/sharing/caseFacets.ts';
import { read } from '../../../src/contracts/state.ts';
import type { BroughtCase } from '../../../src/hospital/cases/sharedShapes.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { FACETS } from '../../contracts/support/cases.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import { atHeight, clientFor, startNodes, submitAll, until } from '../../support/nodeWorld.ts';
import { signDraft } from '../../support/transactions.ts';
import { bytes32, DAY, HOUR, type Party } from '../../support/world.ts';
import { laidBare } from '../support/laidBare.ts';
import { found } from '../support/secretForms.ts';
import { openVisitAt, suspension } from '../support/visits.ts';

const DOCUMENT = new TextEncoder().encode('胸痛2小时，急诊PCI后好转');

interface CaseOptions {
  readonly asked?: readonly CasePurpose[];
  readonly purposes?: readonly CasePurpose[];
  readonly consent?: Party;
  readonly epoch?: number;
}

/** Dr Li of A has visit 1 open; Dr Wang works at B. */
async function sharing() {
  const nodes = await startNodes();
  const { a, b, clock, world } = nodes;
  const { li, patient, wang, network } = world;
  const ofLi = await clientFor(a, li);
  const ofWang = await clientFor(b, wang);
  await openVisitAt({ world, client: ofLi, doctor: li, patient, epoch: 1, time: clock.now() });
  const level = async (): Promise<void> => atHeight(b, a.store.height());

  /** A case of visit 1 as Dr Li brings it. */
  const made = async (change: CaseOptions = {}): Promise<BroughtCase & { readonly name: CaseName }> => {
    const { asked = ['teaching', 'treatment-advice'], purposes = ['teaching'], epoch = 1 } = change;
    const { consent: by = patient.consent(epoch) } = change;
    const sealed = sealCase(DOCUMENT, await ofLi.sharedCases.senderKey(), systemRandom);
    const consent = encodeCaseConsent({
      network,
      epoch: patient.view(epoch).signer.entity,
      author: li.id,
      purposes: asked,
      time: clock.now(),
    });
    const consents = [{ consent, signature: signCaseConsent(consent, by.secretKey) }];
    const salt = bytes32('salt');
    const content = encodeCase({
      network,
      author: li.id,
      institution: li.institution,
      facets: FACETS,
      payload: sealed.commitment,
      consent: caseConsentsHash(salt, consents),
      purposes,
    });
    const name = toCaseName(caseHash(content));
    const signature = toSignature(signCase(name, li.keys(1).sign.secretKey));
    const seals = { dossier: bytes32('dossier'), archive: bytes32('archive') };
    const { envelope, payload } = sealed;
    return { name, content, keyVersion: 1, signature, envelope, payload, consents, salt, ...seals };
  };
  const isPublished = (name: CaseName): boolean => read(a.store, caseCodec, name) !== null;
  /** Time goes on, and somebody registers a visit, so that there is a block. */
  const later = async (ms: number): Promise<void> => {
    clock.advance(ms);
    a.confirmClock();
    const number = bytes32(`visit at ${String(clock.now())}`).slice(0, 16);
    const action = { kind: 'visit/register', number, institution: world.a.id, department: '内科' } as const;
    await submitAll(a, world, [{ action, parties: [world.a.registrar.sign()], time: clock.now() }]);
  };
  const publish = async (change: CaseOptions = {}): Promise<CaseName> => {
    const { name, ...brought } = await made(change);
    await ofLi.sharedCases.bring(brought);
    await later(7 * DAY);
    await until(() => isPublished(name));
    await level();
    return name;
  };
  const withdraw = async (name: CaseName): Promise<void> => {
    const action = { kind: 'sharing/withdraw', case: name, reason: 'consent-withdrawn' } as const;
    await ofLi.submit(signDraft(network, { action, parties: [li.sign()], time: clock.now() }));
    await level();
  };
  return { ...nodes, ofLi, ofWang, made, isPublished, later, publish, withdraw, level };
}

describe('a case at the node of its author', () => {
  it('waits the network’s delay for its batch, and earns for its visit then', async () => {
    const at = await sharing();
    const { name, ...brought } = await at.made();
    await at.ofLi.sharedCases.bring(brought);
    await at.ofLi.sharedCases.bring(brought);
    expect(await codeOfAsync(at.ofLi.sharedCases.get(name))).toBe('case-unknown');
    await at.later(7 * DAY - 60_000);
    expect(at.isPublished(name)).toBe(false);
    await at.later(60_000);
    await until(() => at.isPublished(name));
    const entity = read(at.a.store, caseCodec, name);
    expect(entity).toMatchObject({ author: at.world.li.id, units: 1, purposes: ['teaching'] });
    const [mine] = await at.ofLi.sharedCases.mine();
    expect(mine).toMatchObject({ case: name, dossier: brought.dossier });
    expect(await codeOfAsync(at.ofLi.sharedCases.recall(name))).toBe('case-published');
  });

  it('is kept only with the consent of the visit’s patient, for this author and these purposes (Invariant 1)', async () => {
    const at = await sharing();
    const { otherPatient } = at.world;
    const check = async (change: CaseOptions): Promise<unknown> => {
      const { name: _, ...brought } = await at.made(change);
      return detailOf(at.ofLi.sharedCases.bring(brought));
    };
    expect(await check({ purposes: ['research'] })).toEqual(['case-consent', { check: 'purposes' }]);
    expect(await check({ consent: otherPatient.consent(1) })).toEqual([
      'case-consent',
      { check: 'signature' },
    ]);
    const { name: _, ...brought } = await at.made({ epoch: 2 });
    expect(await codeOfAsync(at.ofLi.sharedCases.bring(brought))).toBe('visit-unknown');
  });

  it('is kept as it is signed and sealed, or not at all (Invariant 1)', async () => {
    const at = await sharing();
    const { name: _, ...brought } = await at.made();
    const other = await at.made();
    const check = async (change: Partial<BroughtCase>): Promise<string> =>
      codeOfAsync(at.ofLi.sharedCases.bring({ ...brought, ...change }));
    expect(await check({ envelope: other.envelope })).toBe('case-altered');
    expect(await check({ payload: other.payload })).toBe('case-altered');
    expect(await check({ salt: bytes32('another') })).toBe('case-consent');
    expect(await check({ signature: other.signature })).toBe('case-signature');
    const chen = await clientFor(at.a, at.world.chen);
    expect(await codeOfAsync(chen.sharedCases.bring(brought))).toBe('case-author');
  });

  it('can be taken back before its batch, and leaves nothing then', async () => {
    const at = await sharing();
    const { name, ...brought } = await at.made();
    await at.ofLi.sharedCases.bring(brought);
    await at.ofLi.sharedCases.recall(name);
    expect(await at.ofLi.sharedCases.mine()).toEqual([]);
    await at.later(8 * DAY);
    expect(at.isPublished(name)).toBe(false);
  });
});

describe('a published case', () => {
  it('is opened by a doctor of another institution through their own node, and checked against the ledger', async () => {
    const at = await sharing();
    const name = await at.publish();
    const { envelope, payload, sender } = await at.ofWang.sharedCases.get(name);
    expect(openCase(payload, decodeCaseEnvelope(envelope), sender.key)).toEqual(DOCUMENT);
    await at.a.close();
    expect((await at.ofWang.sharedCases.get(name)).payload).toEqual(payload);
  });

  it('is given to nobody who is no doctor, and its dossier to officers of its own institution alone', async () => {
    const at = await sharing();
    const name = await at.publish();
    const { a, b } = at.world;
    const officer = async (node: typeof at.a, house: typeof a) => {
      const [first] = house.officers;
      if (first === undefined) throw new Error('no officer');
      return clientFor(node, first);
    };
    const [here, there] = [await officer(at.a, a), await officer(at.b, b)];
    expect(await codeOfAsync(here.sharedCases.get(name))).toBe('not-allowed');
    expect(toHex(await here.sharedCases.archived(name))).toBe(toHex(bytes32('archive')));
    expect(await codeOfAsync(there.sharedCases.archived(name))).toBe('case-unknown');
  });

  it('is gone once it is withdrawn: at both nodes, in every file, with both receipts', async () => {
    const at = await sharing();
    const name = await at.publish();
    const { payload } = await at.ofWang.sharedCases.get(name);
    await at.ofWang.sharedCases.opened(name);
    await at.withdraw(name);
    for (const client of [at.ofLi, at.ofWang])
      expect(await codeOfAsync(client.sharedCases.get(name))).toBe('case-withdrawn');
    const erasure = read(at.a.store, erasureCodec, name);
    if (erasure === null) throw new Error('no erasure');
    await until(() => dueReceipts(at.a.store, name, erasure).every(({ receipt }) => receipt !== null));
    expect(await at.ofLi.sharedCases.mine()).toEqual([]);
    await Promise.all([at.a.close(), at.b.close()]);
    const piece = new Map([['payload', payload.slice(0, 48)]]);
    for (const folder of [at.folderA, at.folderB]) expect(found(laidBare(folder), piece)).toEqual([]);
  });

  it('earns what other institutions read of it, once its period is over', async () => {
    const at = await sharing();
    const name = await at.publish();
    await at.ofWang.sharedCases.get(name);
    await at.ofWang.sharedCases.opened(name);
    await at.ofWang.sharedCases.opened(name);
    await at.later(30 * DAY + HOUR);
    await until(() => openPeriod(at.a.store) === 1);
    const closed = readPeriod(at.a.store, 0);
    expect(closed?.totals).toMatchObject({ shares: 1, service: 2 });
    const { a, b, li, network } = at.world;
    await until(() => readAccount(at.a.store, a.id).points > 0 && readAccount(at.a.store, b.id).points > 0);
    const action = { kind: 'incentive/claim', period: 0 } as const;
    await at.ofLi.submit(signDraft(network, { action, parties: [li.sign()], time: at.clock.now() }));
    expect(readAccount(at.a.store, li.id).points).toBe(350_000);
  });
});

describe('a sender key', () => {
  it('is one for all until its period is over or somebody is suspended (Invariant 4)', async () => {
    const at = await sharing();
    const { a, chen } = at.world;
    const [first, again] = await Promise.all([
      at.ofLi.sharedCases.senderKey(),
      at.ofLi.sharedCases.senderKey(),
    ]);
    expect(again).toEqual(first);
    await submitAll(at.a, at.world, [suspension(chen, a.board(), at.clock.now())]);
    const second = await at.ofLi.sharedCases.senderKey();
    expect(second.number).toBe(first.number + 1);
    expect(second.key).not.toEqual(first.key);
    await at.later(31 * DAY);
    expect((await at.ofLi.sharedCases.senderKey()).number).toBe(second.number + 1);
  });
});
