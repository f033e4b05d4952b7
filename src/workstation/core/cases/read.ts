/** Own cases, opening anybody's, and withdrawing. What a node gives is believed as far as the ledger's commitment reaches. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { caseCommitment, decodeCaseEnvelope, openCase } from '../../../crypto/caseEnvelope.ts';
import { toCaseName, type CaseName } from '../../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { decodeCaseDocument, type CaseDocument } from '../../../cases/publish/caseDocument.ts';
import { listId } from '../../../contracts/entities.ts';
import { readAccount } from '../../../contracts/incentive/account.ts';
import { caseCodec, caseListCodec, type CaseEntity } from '../../../contracts/sharing/caseEntities.ts';
import type { CaseFacets } from '../../../contracts/sharing/caseFacets.ts';
import { caseDelayMs } from '../../../contracts/sharing/publish.ts';
import { read } from '../../../contracts/state.ts';
import type { JsonObject } from '../../../records/json.ts';
import { readBundle } from '../../../records/reading.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { StaffSession } from '../context.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import type { VisitWork } from '../visits/work.ts';

type Mine = ResultOf<'case/mine'>;

function shownFacets({ language, ...facets }: CaseFacets) {
  return { ...facets, language, modalities: [...facets.modalities] };
}

/** On the ledger, oldest first; then what waits at the node, as far as that is reached. */
export async function myCases(work: VisitWork): Promise<Mine> {
  const { store } = work.ledger.replica;
  const author = work.session.identity.entity;
  const { cases } = readAccount(store, author);
  const listed = Array.from({ length: cases }, (_, index) => {
    const name = read(store, caseListCodec, listId(author, index))?.value;
    const entity = name === undefined ? null : read(store, caseCodec, name);
    if (name === undefined || entity === null) throw new ConsiliumError('replica-corrupt', { list: 'cases' });
    const { facets, published, withdrawn } = entity;
    const about = { case: toHex(name), due: null, facets: facets === null ? null : shownFacets(facets) };
    return withdrawn === null
      ? ({ ...about, state: 'published', time: published.time } as const)
      : ({ ...about, state: 'withdrawn', time: withdrawn.time } as const);
  });
  const known = new Set(listed.map((item) => item.case));
  const waiting = (await brought(work))
    .map(({ case: name, received }) => {
      const due = received + caseDelayMs(store);
      return { case: toHex(name), state: 'waiting', time: received, due, facets: null } as const;
    })
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
  const { entity, document } = await openedCase(work, name);
  await node.sharedCases.opened(name);
  return sharedCaseView(store, { ...entity, facets: entity.facets }, document);
}

/** A case as it is read. */
export function sharedCaseView(
  store: LedgerStore,
  entity: CaseEntity & { readonly facets: CaseFacets },
  document: CaseDocument,
): ResultOf<'case/open'> {
  const { language, ...facets } = entity.facets;
  return {
    author: staffName(store, entity.author),
    institution: institutionName(store, entity.institution),
    published: entity.published.time,
    purposes: [...entity.purposes],
    language,
    texts: document.texts,
    facets: { ...facets, modalities: [...facets.modalities] },
    records: document.records.map(shownRecord),
    images: document.images.map(({ bytes, kind, contentType, modality, series, number, thumbnail }) => ({
      kind,
      contentType,
      modality,
      series,
      number,
      size: bytes.length,
      thumbnail: new Uint8Array(thumbnail),
    })),
  };
}

/** An image of a case that can be opened, by its place in the case. Errors: as `case/open`; `attachment-unknown`. */
export async function openSharedImage(
  work: VisitWork,
  { case: hex, image }: ArgsOf<'case/image'>,
): Promise<ResultOf<'case/image'>> {
  const name = caseNameOf(hex);
  const last = lastOpened.get(work.session);
  const isOpen = last?.name === hex && read(work.ledger.replica.store, caseCodec, name)?.withdrawn === null;
  const { document } = isOpen ? last : await openedCase(work, name);
  const found = document.images[image];
  if (found === undefined) throw new ConsiliumError('attachment-unknown');
  return { bytes: new Uint8Array(found.bytes) };
}

/** A case as the screens show it. */
function shownRecord(record: JsonObject): ResultOf<'case/open'>['records'][number] {
  const { title, date, sections, entries } = readBundle(record, null);
  return {
    title,
    date,
    sections: sections.map((section) => ({ ...section })),
    entries: entries.map((entry) => ({ ...entry })),
  };
}

/** The document that was opened last, in memory alone: its images are asked for one by one. */
const lastOpened = new WeakMap<StaffSession, { readonly name: string; readonly document: CaseDocument }>();

/** What was opened of the library: its images are asked for as those of any case. */
export function keepOpened(work: VisitWork, name: string, document: CaseDocument): void {
  lastOpened.set(work.session, { name, document });
}

/**
 * The document of a case that stands, as far as the ledger's commitment reaches.
 * Errors: `case-unknown`, `case-withdrawn`, `case-altered` {check}, `node-away`, those of decoding it.
 */
async function openedCase(work: VisitWork, name: CaseName) {
  const { node, replica } = work.ledger;
  const entity = read(replica.store, caseCodec, name);
  if (entity === null) throw new ConsiliumError('case-unknown');
  const { facets } = entity;
  if (entity.withdrawn !== null || facets === null) throw new ConsiliumError('case-withdrawn');
  const { envelope, payload, sender } = await node.sharedCases.get(name);
  if (!bytesEqual(caseCommitment(envelope), entity.payload))
    throw new ConsiliumError('case-altered', { check: 'commitment' });
  const document = decodeCaseDocument(openCase(payload, decodeCaseEnvelope(envelope), sender.key));
  lastOpened.set(work.session, { name: toHex(name), document });
  return { entity: { ...entity, facets }, document };
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
