/**
 * Publishing a case: what its author wrote for others, of own records whose patient has consented. It is looked through once
 * more for whatever names somebody, compared with all other cases, sealed, signed, and brought to the own node, where it
 * waits for its batch. Nothing of it stays on this machine but the consent.
 */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { sealCase } from '../../../crypto/caseEnvelope.ts';
import { encodeCanonical } from '../../../crypto/cbor.ts';
import {
  toEpochKey,
  toSealingKey,
  toSignature,
  toStatementHash,
  type EpochKey,
  type SealingKey,
  type StatementHash,
} from '../../../crypto/ids.ts';
import { sealTo } from '../../../crypto/sealing.ts';
import { SUITE } from '../../../crypto/suite.ts';
import { ConsiliumError } from '../../../errors.ts';
import { checkAnonymity, type AnonymityCheck } from '../../../cases/anonymity/anonymity.ts';
import { completeness, encodeCaseDocument, type CaseDocument } from '../../../cases/publish/caseDocument.ts';
import { statementCodec } from '../../../contracts/entities.ts';
import { caseHash, decodeCase, encodeCase, signCase } from '../../../contracts/sharing/case.ts';
import { caseConsentsHash, type SignedConsent } from '../../../contracts/sharing/caseConsent.ts';
import { CASE_PURPOSES } from '../../../contracts/sharing/caseFacets.ts';
import { read } from '../../../contracts/state.ts';
import { isErased } from '../../../contracts/visit/erased.ts';
import { recognise } from '../../../deid/recognise.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { requireInstitution } from '../visits/ledgerReads.ts';
import type { VisitWork } from '../visits/work.ts';
import { demandConsent } from './consent.ts';
import { populationOf } from './population.ts';

type Asked = ArgsOf<'case/publish'>;

/** What a finding has to be worth to stop a case. */
const SURE = 0.5;

/** See api/sharedCases.ts. */
export async function publishCase(work: VisitWork, asked: Asked): Promise<ResultOf<'case/publish'>> {
  const { confirmed, facets, language, purposes, texts } = asked;
  const document: CaseDocument = { language, texts, records: [], images: [] };
  demandNobodyNamed(document);
  const statements = asked.statements.map((statement) => toStatementHash(fromHex(statement)));
  return publishDocument(work, { statements, purposes, language, document, facets, confirmed });
}

/** A case that nobody is named in, as far as its caller has made sure. */
export interface ReadyCase extends Pick<Asked, 'confirmed' | 'facets' | 'language' | 'purposes'> {
  readonly statements: readonly StatementHash[];
  readonly document: CaseDocument;
}

/** Seals, signs and brings it. Errors: those of `case/publish` but for `case-identifies`. */
export async function publishDocument(
  work: VisitWork,
  { document, statements, ...asked }: ReadyCase,
): Promise<ResultOf<'case/publish'>> {
  await work.ledger.catchUp();
  const epochs = demandOwn(work, statements);
  const purposes = CASE_PURPOSES.filter((purpose) => asked.purposes.includes(purpose));
  if (purposes.length === 0) throw new ConsiliumError('case-consent', { check: 'purposes' });
  const consents = epochs.map((epoch) => demandConsent(work, epoch, purposes));
  const { facets, k, level } = demandHidden(work, asked);
  const { random } = work.context.ports;
  const { node } = work.ledger;
  const sealed = sealCase(encodeCaseDocument(document), await node.sharedCases.senderKey(), random);
  const salt = random(32);
  const { identity, keys, keyVersion } = work.session;
  const content = encodeCase({
    network: work.network,
    author: identity.entity,
    institution: identity.institution,
    facets: {
      ...asked.facets,
      ...facets,
      modalities: asked.facets.modalities.toSorted(),
      language: asked.language,
      completeness: completeness(document),
    },
    payload: sealed.commitment,
    consent: caseConsentsHash(salt, consents),
    purposes,
  });
  // Facets that no ledger takes are refused before anything is sent.
  decodeCase(content);
  const name = caseHash(content);
  const { archiveKey } = requireInstitution(work.ledger.replica.store, identity.institution);
  const seal = sealer(work, { name, salt, consents, statements });
  await node.sharedCases.bring({
    content,
    keyVersion,
    signature: toSignature(signCase(name, keys.sign.secretKey)),
    envelope: sealed.envelope,
    payload: sealed.payload,
    consents,
    salt,
    dossier: seal(toSealingKey(keys.seal.publicKey)),
    archive: seal(toSealingKey(archiveKey)),
  });
  return { case: toHex(name), level, k };
}

/** The visits of own records that stand. Errors: `statement-unknown`, `statement-erased`, `case-author`. */
export function demandOwn(work: VisitWork, statements: readonly Uint8Array[]): readonly EpochKey[] {
  const { store } = work.ledger.replica;
  const epochs = new Map<string, EpochKey>();
  for (const statement of statements) {
    const entity = read(store, statementCodec, statement);
    if (entity === null) throw new ConsiliumError('statement-unknown');
    if (isErased(store, statement)) throw new ConsiliumError('statement-erased');
    if (!bytesEqual(entity.author, work.session.identity.entity)) throw new ConsiliumError('case-author');
    epochs.set(toHex(entity.epoch), toEpochKey(entity.epoch));
  }
  return [...epochs.values()];
}

/** Fails closed: whatever the recogniser is sure of has to be taken out before. Errors: `case-identifies` {type, field}. */
function demandNobodyNamed({ language, texts }: CaseDocument): void {
  for (const [field, text] of Object.entries(texts)) {
    const found = recognise(text, { language }).find(({ confidence }) => confidence >= SURE);
    if (found !== undefined) throw new ConsiliumError('case-identifies', { type: found.type, field });
  }
}

/** Errors: `case-few` {k}, `case-ask` {k}. */
function demandHidden(
  work: VisitWork,
  { confirmed, facets }: Pick<Asked, 'confirmed' | 'facets'>,
): AnonymityCheck {
  const check = checkAnonymity(
    {
      age: facets.age,
      sex: facets.sex,
      province: facets.province,
      disease: facets.disease,
      year: facets.year,
    },
    populationOf(work.ledger.replica.store),
  );
  if (check.verdict === 'refused') throw new ConsiliumError('case-few', { k: check.k });
  if (check.verdict === 'ask' && !confirmed) throw new ConsiliumError('case-ask', { k: check.k });
  return check;
}

/** The dossier: who consented to what, of which records; for the author and the archive alone. */
function sealer(
  work: VisitWork,
  of: {
    readonly name: Uint8Array;
    readonly salt: Uint8Array;
    readonly consents: readonly SignedConsent[];
    readonly statements: readonly Uint8Array[];
  },
): (recipient: SealingKey) => Uint8Array {
  const dossier = encodeCanonical({
    suite: SUITE,
    case: of.name,
    salt: of.salt,
    consents: of.consents.map(({ consent, signature }) => [consent, signature]),
    statements: [...of.statements],
  });
  return (recipient) => sealTo(recipient, dossier, work.context.ports.random);
}
