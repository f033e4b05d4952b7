/** The visit of epoch 0, which every root begins with, and what its patient goes home with. */
import { epochKeys } from '../../../crypto/patientKeys.ts';
import type { ShareTerms } from '../../../crypto/recoveryShares.ts';
import { importDataHash } from '../../../crypto/statementData.ts';
import { LONGEST_VISIT_MS } from '../../../contracts/visit/visit.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import type { ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import type { CoreContext } from '../context.ts';
import { sealDocuments } from '../imports/readFiles.ts';
import { documentHash } from '../visits/prepare.ts';
import { recordEntry } from '../visits/recordEntry.ts';
import {
  OPENING_LIFETIME_MS,
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';
import type { IssuedCards } from './issueCards.ts';
import { printedItem } from './printedItem.ts';
import { printedShares } from './shares.ts';

export type Registration = IssuedCards['registration'];
type Registered = ResultOf<'registrar/register-patient'>;

/** A registration takes minutes, an import of a long history a little more. */
const REGISTRATION_MS = LONGEST_VISIT_MS / 24;

export async function openRegistration(context: CoreContext, { card }: Registration): Promise<void> {
  const session = context.session();
  const term = termOf(context, OPENING_LIFETIME_MS);
  const visit = card.certificate.epochKey;
  const body = {
    kind: 'visit/open',
    ...term,
    signers: [staffSigner(session), { role: 'view', entity: visit, version: 0 }],
    certificate: card.certificateBytes,
    issuerSignature: card.issuerSignature,
    registration: null,
    purpose: 'registration',
    until: term.time + REGISTRATION_MS,
  } as const;
  const viewKey = epochKeys(card.viewKey, card.epoch).signing.secretKey;
  const keys = [session.keys.sign.secretKey, viewKey];
  await settleOrThrow(context, session.desk.outbox.add(signedEntry(context, { body, keys, visit })).id);
}

/** One statement over all documents: the patient consents once, to the root of their hashes. */
export async function recordRegistration(
  context: CoreContext,
  { card, slip }: Registration,
  parts: readonly RecordParts[],
): Promise<void> {
  const documents = await sealDocuments(context, parts);
  const time = context.ports.clock.now();
  const { entry } = recordEntry(context, {
    kind: 'import',
    visit: card.certificate.epochKey,
    certificate: card.certificate,
    refers: null,
    documents,
    data: importDataHash(documents.map(documentHash)),
    time,
    // Nobody follows up on an import.
    followUntil: time,
    consent: slip,
  });
  await settleOrThrow(context, context.session().desk.outbox.add(entry).id);
}

export async function endRegistration(context: CoreContext, { card }: Registration): Promise<void> {
  const session = context.session();
  const visit = card.certificate.epochKey;
  const body = {
    kind: 'visit/end',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session)],
    epoch: visit,
  } as const;
  const entry = signedEntry(context, { body, keys: [session.keys.sign.secretKey], visit });
  await settleOrThrow(context, session.desk.outbox.add(entry).id);
}

/** Master card, its shares, cards and slips as they are printed. */
export async function handOut(
  context: CoreContext,
  issued: IssuedCards,
  shares: ShareTerms | null,
): Promise<Omit<Registered, 'imported' | 'files'>> {
  const { text, passphrase, card } = issued.master;
  return {
    masterText: text,
    masterPassphrase: passphrase,
    masterQrPng: await qrPng(text),
    shares: shares === null ? [] : await printedShares(context, card, shares),
    cards: await Promise.all(issued.cards.map(printedItem)),
    slips: await Promise.all(issued.slips.map(printedItem)),
  };
}
