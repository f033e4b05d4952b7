/**
 * The identity part of a record: who the patient is, and the texts that name them. The clinical part holds
 * `⟦n⟧` where mention n stood, so that it can be read, or shared, without the identity part.
 */
import { utf8 } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import {
  isJsonObject,
  mapStrings,
  objectAt,
  objectsAt,
  parseJson,
  textAt,
  type Json,
  type JsonObject,
} from './json.ts';

export interface IdentityPart {
  readonly patient: JsonObject;
  readonly mentions: readonly string[];
  /** Of a patient's own entry alone: P's signature, base64url (see crypto/ownEntry.ts). */
  readonly rootSignature?: string;
  /** Of a succession alone: what opens the chain of the former root (see workstation/core/visits/formerRoot.ts). */
  readonly former?: JsonObject;
}

const GUARDIAN_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-RoleClass';
const GUARDIAN_CODE = 'GUARD';
const TOKEN = /⟦(\d{1,4})⟧/gu;

/** JSON bytes {patient, mentions}, and {rootSignature} or {former} where there is one. */
export function encodeIdentityPart(part: IdentityPart): Uint8Array {
  return utf8(JSON.stringify(part));
}

/** Errors: those of {@link parseJson}; `identity-part-malformed`. */
export function decodeIdentityPart(bytes: Uint8Array): IdentityPart {
  const value = parseJson(bytes);
  const patient = objectAt(value, 'patient');
  const mentions = isJsonObject(value) ? value['mentions'] : undefined;
  if (patient === null || !Array.isArray(mentions)) throw new ConsiliumError('identity-part-malformed');
  const rootSignature = textAt(value, 'rootSignature');
  const former = objectAt(value, 'former');
  return {
    patient,
    mentions: mentions.map(asMention),
    ...(rootSignature === null ? {} : { rootSignature }),
    ...(former === null ? {} : { former }),
  };
}

/**
 * The texts by which a FHIR Patient may be recognised in free text: full names in both orders, single names of
 * three letters or more, identifiers, telephone numbers, address lines, and the resource's own id. Longest
 * first, so that a full name is taken before its parts.
 */
export function mentionsOf(patient: JsonObject): readonly string[] {
  const found = new Set<string>();
  for (const name of objectsAt(patient, 'name')) addName(found, name);
  for (const identifier of objectsAt(patient, 'identifier')) addText(found, textAt(identifier, 'value'), 5);
  for (const contact of objectsAt(patient, 'telecom')) addText(found, textAt(contact, 'value'), 5);
  for (const address of objectsAt(patient, 'address')) addAddress(found, address);
  for (const { name } of objectsAt(patient, 'contact')) {
    if (isJsonObject(name)) addName(found, name);
  }
  addText(found, textAt(patient, 'id'), 8);
  return [...found].sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
}

/** A function that replaces each mention in a text by its token. */
export function sealer(mentions: readonly string[]): (text: string) => string {
  if (mentions.length === 0) return (text) => text;
  const numbers = new Map(mentions.map((mention, index) => [mention, index]));
  const pattern = new RegExp(mentions.map(mentionPattern).join('|'), 'gu');
  return (text) => text.replace(pattern, (hit) => `⟦${String(numbers.get(hit) ?? 0)}⟧`);
}

/** The opposite of {@link sealer}: needs the identity part. A token without a mention stays as it is. */
export function unsealer(mentions: readonly string[]): (text: string) => string {
  return (text) => text.replace(TOKEN, (token, index: string) => mentions[Number(index)] ?? token);
}

/** Applies a text change to every string of a document, also inside base64 text attachments. */
export function mapDocumentTexts(value: Json, change: (text: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mapDocumentTexts(item, change));
  if (!isJsonObject(value)) return mapStrings(value, change);
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const isAttachment =
      key === 'data' && typeof item === 'string' && isTextType(textAt(value, 'contentType'));
    result[key] = isAttachment ? mapBase64(item, change) : mapDocumentTexts(item, change);
  }
  return result;
}

/** The plain text of a base64 attachment of a text type, else null. */
export function attachmentText(attachment: JsonObject): string | null {
  const data = textAt(attachment, 'data');
  if (data === null || !isTextType(textAt(attachment, 'contentType'))) return null;
  return Buffer.from(data, 'base64').toString('utf8');
}

/** A FHIR Patient for someone registered at the desk. `birthDate` is YYYY-MM-DD. */
export function patientResource(person: {
  readonly id: string;
  readonly name: string;
  readonly sex: 'male' | 'female' | 'other' | 'unknown';
  readonly birthDate: string;
  readonly identifier: string;
  readonly phone: string;
  readonly address: string;
  /** Who acts for a child, or for somebody who cannot act. */
  readonly guardian?: { readonly name: string; readonly relation: string } | null | undefined;
}): JsonObject {
  return {
    resourceType: 'Patient',
    id: person.id,
    name: [{ use: 'official', text: person.name }],
    gender: person.sex,
    birthDate: person.birthDate,
    ...(person.identifier === '' ? {} : { identifier: [{ value: person.identifier }] }),
    ...(person.phone === '' ? {} : { telecom: [{ system: 'phone', value: person.phone }] }),
    ...(person.address === '' ? {} : { address: [{ text: person.address }] }),
    ...(person.guardian ? { contact: [contactOf(person.guardian)] } : {}),
  };
}

/** FHIR R4, Patient.contact; the code is of HL7 v3 RoleClass. */
function contactOf({ name, relation }: { readonly name: string; readonly relation: string }): JsonObject {
  const coding = { system: GUARDIAN_SYSTEM, code: GUARDIAN_CODE };
  return { relationship: [{ coding: [coding], text: relation }], name: { text: name } };
}

/** Who acts for the patient, as their Patient resource says; null where nobody does. */
export function guardianOf(patient: JsonObject): { readonly name: string; readonly relation: string } | null {
  for (const contact of objectsAt(patient, 'contact')) {
    const relationship = objectsAt(contact, 'relationship').find((item) =>
      objectsAt(item, 'coding').some((coding) => textAt(coding, 'code') === GUARDIAN_CODE),
    );
    const named = objectAt(contact, 'name');
    const name = named === null ? null : textAt(named, 'text');
    if (relationship !== undefined && name !== null)
      return { name, relation: textAt(relationship, 'text') ?? '' };
  }
  return null;
}

function asMention(value: Json): string {
  if (typeof value !== 'string') throw new ConsiliumError('identity-part-malformed');
  return value;
}

function addName(found: Set<string>, name: JsonObject): void {
  const family = textAt(name, 'family') ?? '';
  const listed = name['given'];
  const given = Array.isArray(listed) ? listed.filter((item) => typeof item === 'string') : [];
  addText(found, textAt(name, 'text'), 2);
  if (family !== '') {
    const all = given.join(' ');
    for (const full of [
      `${all} ${family}`,
      `${given[0] ?? ''} ${family}`,
      `${family}, ${all}`,
      `${family}${given.join('')}`,
    ]) {
      if (given.length > 0) addText(found, full, 2);
    }
  }
  for (const single of [family, ...given]) addText(found, single, 3);
}

function addAddress(found: Set<string>, address: JsonObject): void {
  addText(found, textAt(address, 'text'), 5);
  const lines = address['line'];
  if (Array.isArray(lines))
    lines.forEach((line) => addText(found, typeof line === 'string' ? line : null, 5));
}

function addText(found: Set<string>, text: string | null, least: number): void {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length >= least) found.add(trimmed);
}

/** Latin mentions stand only as whole words: "Lee" must not be found in "sleep". CJK has no word breaks. */
function mentionPattern(mention: string): string {
  const escaped = mention.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  const before = /^[\p{Script=Latin}\p{N}]/u.test(mention) ? String.raw`(?<![\p{Script=Latin}\p{N}])` : '';
  const after = /[\p{Script=Latin}\p{N}]$/u.test(mention) ? String.raw`(?![\p{Script=Latin}\p{N}])` : '';
  return `${before}${escaped}${after}`;
}

function isTextType(contentType: string | null): boolean {
  return contentType !== null && contentType.startsWith('text/');
}

function mapBase64(data: string, change: (text: string) => string): string {
  const text = Buffer.from(data, 'base64').toString('utf8');
  const changed = change(text);
  return changed === text ? data : Buffer.from(changed, 'utf8').toString('base64');
}
