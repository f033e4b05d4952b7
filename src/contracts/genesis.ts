/** The initial state: founding institutions with their officers, and parameters. Canonical CBOR in a genesis. */
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import { SparseMerkleMap, entityKey } from '../chain/sparseMerkleMap.ts';
import { sha256 } from '../crypto/hash.ts';
import { parameterCodec, parameterId } from './entities.ts';
import { foundInstitution, type NewInstitution } from './registry/institution.ts';
import { OverlayState, write, type EntityChange, type StateReader } from './state.ts';
import type { NewOfficer } from './transactionKinds.ts';

export interface AppState {
  readonly institutions: readonly NewInstitution[];
  /** Days after signing during which author and participants may add to a record (`followUpDays`), … */
  readonly parameters: Readonly<Record<string, number>>;
}

const INSTITUTION_FIELDS = [
  'id',
  'nameZh',
  'nameEn',
  'address',
  'threshold',
  'officers',
  'nodeKey',
  'cardKey',
  'archiveKey',
  'emergencyKey',
] as const;

const EMPTY: StateReader = { get: () => undefined, expiredApplied: () => [] };

export function encodeAppState(state: AppState): Uint8Array {
  return encodeCanonical({
    institutions: state.institutions.map((institution) => ({
      ...institution,
      officers: institution.officers.map((officer) => ({ ...officer })),
    })),
    parameters: { ...state.parameters },
  });
}

/** Errors: `cbor-*`, `field-*`. */
export function decodeAppState(bytes: Uint8Array): AppState {
  const map = asMap(decodeCanonical(bytes), ['institutions', 'parameters'], 'appState');
  const parameters = map.parameters;
  const names = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  const values = asMap(parameters, names, 'appState.parameters');
  return {
    institutions: asArray(map.institutions, 'appState.institutions').map(decodeInstitution),
    parameters: Object.fromEntries(names.map((name) => [name, asUint(values[name], `appState.${name}`)])),
  };
}

/** The entities of the initial state, at height 0. Errors: those of founding an institution. */
export function initialChanges(bytes: Uint8Array): readonly EntityChange[] {
  const { institutions, parameters } = decodeAppState(bytes);
  const overlay = new OverlayState(EMPTY);
  for (const institution of institutions) foundInstitution(institution, overlay, 0);
  for (const [name, value] of Object.entries(parameters))
    write(overlay, parameterCodec, parameterId(name), { value });
  return overlay.changes();
}

/** A change as the authenticated map takes it. */
export function mapChange(change: EntityChange): {
  readonly key: Uint8Array;
  readonly valueHash: Uint8Array | null;
} {
  return {
    key: entityKey(change.kind, change.id),
    valueHash: change.value === null ? null : sha256(change.value),
  };
}

/** The application hash of the initial state. */
export function initialAppHash(bytes: Uint8Array): Uint8Array {
  return SparseMerkleMap.empty().apply(initialChanges(bytes).map(mapChange)).root();
}

function decodeInstitution(value: CborValue): NewInstitution {
  const map = asMap(value, INSTITUTION_FIELDS, 'institution');
  return {
    id: asBytes(map.id, 16, 'institution.id'),
    nameZh: asText(map.nameZh, 'institution.nameZh', 200),
    nameEn: asText(map.nameEn, 'institution.nameEn', 200),
    address: asText(map.address, 'institution.address', 200),
    threshold: asUint(map.threshold, 'institution.threshold'),
    officers: asArray(map.officers, 'institution.officers').map(decodeOfficer),
    nodeKey: asBytes(map.nodeKey, 32, 'institution.nodeKey'),
    cardKey: asBytes(map.cardKey, 32, 'institution.cardKey'),
    archiveKey: asBytes(map.archiveKey, 32, 'institution.archiveKey'),
    emergencyKey: asBytes(map.emergencyKey, 32, 'institution.emergencyKey'),
  };
}

function decodeOfficer(value: CborValue): NewOfficer {
  const map = asMap(value, ['id', 'nameZh', 'nameEn', 'sign', 'seal'], 'officer');
  return {
    id: asBytes(map.id, 16, 'officer.id'),
    nameZh: asText(map.nameZh, 'officer.nameZh', 200),
    nameEn: asText(map.nameEn, 'officer.nameEn', 200),
    sign: asBytes(map.sign, 32, 'officer.sign'),
    seal: asBytes(map.seal, 32, 'officer.seal'),
  };
}
