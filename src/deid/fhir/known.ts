/** What a Bundle itself says about who it is of, and who wrote it: names, numbers, telecom, addresses. */
import { isJsonObject, objectsAt, textAt, type Json, type JsonObject } from '../../records/json.ts';
import type { KnownIdentifier } from '../known.ts';
import type { SpanType } from '../spans.ts';

/** Shorter ones are codes and counts. */
const SHORTEST = 4;

export function identifiersOf(bundle: Json): readonly KnownIdentifier[] {
  const found = new Map<string, SpanType>();
  for (const resource of resourcesOf(bundle)) addResource(found, resource);
  return [...found].map(([value, type]) => ({ type, value }));
}

/** Every resource, contained ones too. */
export function resourcesOf(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(resourcesOf);
  if (!isJsonObject(value)) return [];
  const inside = Object.values(value).flatMap(resourcesOf);
  return textAt(value, 'resourceType') === null ? inside : [value, ...inside];
}

function addResource(found: Map<string, SpanType>, resource: JsonObject): void {
  const kind = textAt(resource, 'resourceType');
  const isOrganisation = kind === 'Organization' || kind === 'Location' || kind === 'HealthcareService';
  if (isOrganisation) add(found, textAt(resource, 'name'), 'institution');
  for (const name of [...objectsAt(resource, 'name'), ...namesOfContacts(resource)]) addName(found, name);
  const isPerson =
    kind === 'Patient' || kind === 'Practitioner' || kind === 'RelatedPerson' || kind === 'Person';
  for (const identifier of objectsAt(resource, 'identifier'))
    add(found, textAt(identifier, 'value'), 'record-number');
  if (!isPerson && !isOrganisation) return;
  for (const telecom of contactPoints(resource)) add(found, textAt(telecom, 'value'), 'phone');
  for (const address of addresses(resource)) {
    for (const key of ['text', 'city', 'district', 'postalCode']) add(found, textAt(address, key), 'address');
    const lines = address['line'];
    if (Array.isArray(lines))
      for (const line of lines) if (typeof line === 'string') add(found, line, 'address');
  }
}

function namesOfContacts(resource: JsonObject): readonly JsonObject[] {
  return objectsAt(resource, 'contact').flatMap(({ name }) => (isJsonObject(name) ? [name] : []));
}

function contactPoints(resource: JsonObject): readonly JsonObject[] {
  return [resource, ...objectsAt(resource, 'contact')].flatMap((each) => objectsAt(each, 'telecom'));
}

function addresses(resource: JsonObject): readonly JsonObject[] {
  const own = resource['address'];
  const contacts = objectsAt(resource, 'contact').flatMap(({ address }) =>
    isJsonObject(address) ? [address] : [],
  );
  return [...objectsAt(resource, 'address'), ...(isJsonObject(own) ? [own] : []), ...contacts];
}

function addName(found: Map<string, SpanType>, name: JsonObject): void {
  const given = name['given'];
  const givens = Array.isArray(given) ? given.filter((each): each is string => typeof each === 'string') : [];
  const family = textAt(name, 'family') ?? '';
  add(found, textAt(name, 'text'), 'name');
  const isHan = /[\u3400-\u9fff]/u.test(family);
  const first = givens.join(isHan ? '' : ' ');
  for (const full of isHan ? [`${family}${first}`] : [`${first} ${family}`, `${family} ${first}`])
    add(found, full.trim(), 'name');
}

function add(found: Map<string, SpanType>, value: string | null, type: SpanType): void {
  const trimmed = value?.trim() ?? '';
  const isLongEnough = trimmed.length >= (/[\u3400-\u9fff]/u.test(trimmed) ? 2 : SHORTEST);
  if (isLongEnough && !found.has(trimmed)) found.set(trimmed, type);
}
