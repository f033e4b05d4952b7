/** Own cases, opening anybody's, and withdrawing. What a node gives is believed as far as the ledger's commitment reaches. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { caseCommitment, decodeCaseEnvelope, openCase } from '../../../crypto/caseEnvelope.ts';
import { toCaseName, type CaseName } from '../../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { decodeCaseDocument } from '../../../cases/publish/caseDocument.ts';
import { listId } from '../../../contracts/entities.ts';
import { readAccount } from '../../../contracts/incentive/account.ts';
import { caseCodec, caseListCodec } from '../../../contracts/sharing/caseEntities.ts';
import { read } from '../../../contracts/state.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import type { VisitWork } from '../visits/work.ts';

type Mine = ResultOf<'case/mine'>;

/** On the ledger, oldest first; then what waits at the node, as far as that is reached. */
export async function myCases(work: VisitWork): Promise<Mine> {
  const { store } = work.ledger.replica;
  const author = work.session.identity.entity;
  const { cases } = readAccount(store, author);
  const listed = Array.from({ length: cases }, (_, index) => {
    const name = read(store, caseListCodec, listId(author, index))?.value;
    const entity = name === undefined ? null : read(store, caseCodec, name);
    if (name === undefined || entity === null) throw new ConsiliumError('replica-corrupt', { list: 'cases' });
    const { published, withdrawn } = entity;
    return withdrawn === null
      ? ({ case: toHex(name), state: 'published', time: published.time } as const)
      : ({ case: toHex(name), state: 'withdrawn', time: withdrawn.time } as const);
  });
  const known = new Set(listed.map((item) => item.case));
  const waiting = (await brought(work))
    .map((item) => ({ case: toHex(item.case), state: 'waiting', time: item.received }) as const)
    .filter((item) => !known.has(item.case));
  return [...listed, ...waiting];
}

/** See api/sharedCases.ts. The node is told that it was opened, and tells nobody by whom. */
export async function openShared(
  work: VisitWork,
  { case: hex }: ArgsOf<'case/open'>,
): Promise<ResultOf<'case/open'>> {
  const { node, replica } = work.ledger;
  const { store } = replica;
  const name = caseNameOf(hex);
  const entity = read(store, caseCodec, name);
  if (entity === null) throw new ConsiliumError('case-unknown');
  if (entity.withdrawn !== null || entity.facets === null) throw new ConsiliumError('case-withdrawn');
  const { envelope, payload, sender } = await node.sharedCases.get(name);
  if (!bytesEqual(caseCommitment(envelope), entity.payload))
    throw new ConsiliumError('case-altered', { check: 'commitment' });
  const document = decodeCaseDocument(openCase(payload, decodeCaseEnvelope(envelope), sender.key));
  await node.sharedCases.opened(name);
  const { language, ...facets } = entity.facets;
  return {
    author: staffName(store, entity.author),
    institution: institutionName(store, entity.institution),
    published: entity.published.time,
    purposes: [...entity.purposes],
    language,
    texts: document.texts,
    facets: { ...facets, modalities: [...facets.modalities] },
  };
}

/** Before its batch it is taken back; afterwards it is withdrawn on the ledger, and every node deletes it. */
export async function withdrawShared(
  work: VisitWork,
  { case: hex, reason }: ArgsOf<'case/withdraw'>,
): Promise<ResultOf<'case/withdraw'>> {
  await work.ledger.catchUp();
  const name = caseNameOf(hex);
  if (read(work.ledger.replica.store, caseCodec, name) === null) {
    await work.ledger.node.sharedCases.recall(name);
    return { state: 'recalled' };
  }
  const body = {
    kind: 'sharing/withdraw',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    case: name,
    reason,
  } as const;
  const entry = signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: null });
  const { state, code } = await settle(work.context, work.session.desk.outbox.add(entry).id);
  if (state === 'rejected') throw new ConsiliumError(code ?? 'internal');
  return { state: state === 'committed' ? 'committed' : 'queued' };
}

async function brought(work: VisitWork) {
  try {
    return await work.ledger.node.sharedCases.mine();
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return [];
  }
}

function caseNameOf(hex: string): CaseName {
  return toCaseName(fromHex(hex));
}
