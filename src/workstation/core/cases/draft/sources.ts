/** The records that a case is made of, as their author may read them, and everything known to identify somebody in them. */
import { bytesEqual, toHex } from '../../../../crypto/bytes.ts';
import { toEpochKey, type EpochKey, type StatementHash } from '../../../../crypto/ids.ts';
import { ConsiliumError } from '../../../../errors.ts';
import {
  doctorCodec,
  institutionCodec,
  KIND,
  officerCodec,
  registrarCodec,
} from '../../../../contracts/entities.ts';
import { identifiersOf } from '../../../../deid/fhir/known.ts';
import type { KnownIdentifier } from '../../../../deid/known.ts';
import { displayName } from '../../../../records/banner.ts';
import { decodeIdentityPart, mapDocumentTexts, type IdentityPart } from '../../../../records/identityPart.ts';
import { isJsonObject, parseJson, textAt, type JsonObject } from '../../../../records/json.ts';
import { readBundle, readDocument, type RecordReading } from '../../../../records/reading.ts';
import type { LedgerStore } from '../../../../replica/ledgerStore.ts';
import { identityOf } from '../../visits/prepare.ts';
import { ownRecordOf } from '../../visits/myLedger.ts';
import type { VisitWork } from '../../visits/work.ts';

export interface CaseSource {
  readonly statement: StatementHash;
  readonly epoch: EpochKey;
  /** With the patient's names put back while the identity part is here. */
  readonly bundle: JsonObject;
  readonly reading: RecordReading;
  /** Null once the follow-up has passed: then the record names its patient nowhere. */
  readonly patient: JsonObject | null;
  readonly mentions: readonly string[];
}

export interface CaseSources {
  readonly records: readonly CaseSource[];
  readonly known: readonly KnownIdentifier[];
}

/** What stands for the patient in a record whose identity part is gone. */
const TOKEN = /⟦\d{1,4}⟧/gu;
const UNNAMED = { zh: '[患者]', en: '[PATIENT]' } as const;

/** Errors: `case-author`, `case-patients`, those of ownRecordOf. */
export async function readSources(
  work: VisitWork,
  statements: readonly StatementHash[],
): Promise<CaseSources> {
  const records: CaseSource[] = [];
  for (const statement of statements) records.push(await readSource(work, statement));
  demandOnePatient(records);
  const known = new Map<string, KnownIdentifier>();
  for (const one of [...records.flatMap(identifiersIn), ...registered(work.ledger.replica.store)])
    if (!known.has(one.value)) known.set(one.value, one);
  return { records, known: [...known.values()] };
}

async function readSource(work: VisitWork, statement: StatementHash): Promise<CaseSource> {
  const { listed, record } = await ownRecordOf(work, statement);
  if (!bytesEqual(listed.entity.author, work.session.identity.entity))
    throw new ConsiliumError('case-author');
  const epoch = toEpochKey(listed.entity.epoch);
  const identity =
    record.identity === null ? await chartIdentity(work, epoch) : decodeIdentityPart(record.identity);
  const bundle = documentOf(record.clinical.bytes, identity);
  return {
    statement,
    epoch,
    bundle,
    reading: readBundle(bundle, null),
    patient: identity?.patient ?? null,
    mentions: identity?.mentions ?? [],
  };
}

/** While the visit is open its chart knows the names, whatever the follow-up: the same from which they were sealed. */
async function chartIdentity(work: VisitWork, epoch: EpochKey): Promise<IdentityPart | null> {
  const visit = work.session.desk.visits.visit(epoch);
  return visit?.endedAt === null ? identityOf(work, epoch) : null;
}

function documentOf(clinical: Uint8Array, identity: IdentityPart | null): JsonObject {
  const document =
    identity === null
      ? mapDocumentTexts(parseJson(clinical), (text) =>
          text.replaceAll(TOKEN, /[\u3400-\u9fff]/u.test(text) ? UNNAMED.zh : UNNAMED.en),
        )
      : readDocument(clinical, identity);
  if (!isJsonObject(document)) throw new ConsiliumError('document-unavailable', { reason: 'bundle' });
  return document;
}

/** As far as is still known whose they are. */
function demandOnePatient(records: readonly CaseSource[]): void {
  const people = records.flatMap(({ patient }) =>
    patient === null ? [] : [`${displayName(patient) ?? ''} ${textAt(patient, 'birthDate') ?? ''}`],
  );
  if (new Set(people).size > 1) throw new ConsiliumError('case-patients');
}

/** A street, village or estate of an address, which may be named alone. */
const STREET =
  /(?<=[省市区县镇乡州盟旗]|^)(?:(?![省市区县旗])[\u3400-\u9fff]){2,8}?(?:大道|大街|小区|花园|公寓|家园|新村|路|街|道|巷|里|弄|村|庄)(?=[^\u3400-\u9fff]|$|\d)/gu;

function identifiersIn({ mentions, patient }: CaseSource): readonly KnownIdentifier[] {
  const own =
    patient === null ? [] : identifiersOf({ resourceType: 'Bundle', entry: [{ resource: patient }] });
  const streets = own
    .filter(({ type }) => type === 'address')
    .flatMap(({ value }) => [...value.matchAll(STREET)]);
  const dated = patient === null ? null : textAt(patient, 'birthDate');
  return [
    ...own,
    ...mentions.map((value) => ({ type: /\d{4}/u.test(value) ? 'record-number' : 'name', value }) as const),
    ...streets.map(([value]) => ({ type: 'address', value }) as const),
    ...(dated === null ? [] : [{ type: 'date', value: dated } as const]),
  ];
}

/** Whoever and whatever is registered on the ledger. */
function registered({ state }: LedgerStore): readonly KnownIdentifier[] {
  const staff = [
    ...state.ofKind(KIND.doctor).map(({ value }) => doctorCodec.decode(value)),
    ...state.ofKind(KIND.registrar).map(({ value }) => registrarCodec.decode(value)),
    ...state.ofKind(KIND.officer).map(({ value }) => officerCodec.decode(value)),
  ];
  const institutions = state.ofKind(KIND.institution).map(({ value }) => institutionCodec.decode(value));
  return [
    ...staff.flatMap(({ licence, nameEn, nameZh }): readonly KnownIdentifier[] => [
      { type: 'name', value: nameZh },
      { type: 'name', value: nameEn },
      { type: 'licence-number', value: licence },
    ]),
    ...institutions.flatMap(({ nameEn, nameZh }): readonly KnownIdentifier[] => [
      { type: 'institution', value: nameZh },
      { type: 'institution', value: nameEn },
    ]),
  ].filter(({ value }) => value.trim() !== '');
}

/** Of the records of one visit the statements, by the visit. */
export function visitsOf(records: readonly CaseSource[]): readonly EpochKey[] {
  return [...new Map(records.map(({ epoch }) => [toHex(epoch), epoch])).values()];
}
