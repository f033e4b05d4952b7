/**
 * The proof of a recording on the ledger, for whoever may open it to show: that it stands there since when, by whom it was
 * recorded, and that both doctors, and the patient where one was discussed, signed their consent to it. Whoever checks it
 * needs nothing but the file. It has nothing of what was said, but names the sealed segments by their hashes, and the visit of a patient
 * who consented.
 *
 * JSON; byte strings in base64url.
 */
import { z } from 'zod';
import { blockId, decodeBlock } from '../../chain/block.ts';
import { decodeGenesis, genesisHash } from '../../chain/genesis.ts';
import { decodeMapProof, encodeMapProof } from '../../chain/sparseMerkleMap.ts';
import { millisFromTime } from '../../chain/time.ts';
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../../crypto/bytes.ts';
import { toNetwork } from '../../crypto/ids.ts';
import { rootOf, type Manifest } from '../../consult/recording/manifest.ts';
import { decodePatientConsent } from '../../consult/recording/patientConsent.ts';
import { recordingAnchorCodec, type RecordingAnchor } from '../../contracts/consult/anchorEntities.ts';
import { anchorName } from '../../contracts/consult/anchorName.ts';
import { KIND } from '../../contracts/entities.ts';
import { read } from '../../contracts/state.ts';
import { ConsiliumError } from '../../errors.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { Bilingual } from '../api/common.ts';
import { demandConsented, demandOfAnchor, manifestSignedBy } from '../core/recordings/ledger/anchored.ts';
import { institutionName, staffName } from '../core/visits/ledgerReads.ts';
import { provedEntity, provingBlock } from './makeProof.ts';
import { provedState, verifiedHeader } from './verifyProof.ts';

const FORMAT = 'consilium-recording-proof';
const binary = z.string().regex(/^[\w-]*$/u);
const proofJson = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  genesis: binary,
  block: binary,
  commit: binary,
  entities: z
    .array(z.strictObject({ kind: z.number().int(), id: binary, value: binary, proof: binary }))
    .max(6),
  salt: binary,
  manifest: binary,
});

/** The recording, by what leads from it to its name on the ledger. */
export interface ProvableRecording {
  readonly anchor: Uint8Array;
  readonly salt: Uint8Array;
  readonly signed: Uint8Array;
}

interface Doctor {
  readonly name: Bilingual;
  readonly institution: Bilingual;
}

/** What a proof shows, after every check held. */
export interface VerifiedRecording {
  readonly anchor: string;
  /** Who recorded, and the other doctor of the consult. */
  readonly holder: Doctor;
  readonly other: Doctor;
  /** As the holder signed it, ms. */
  readonly began: number;
  readonly ended: number;
  /** Whether a patient consented, too. */
  readonly hasPatient: boolean;
  /** SHA-256 of the sealed segments, in hex. */
  readonly segments: readonly string[];
  /** When and where the ledger took it, ms. */
  readonly anchored: number;
  readonly height: number;
  readonly withdrawn: number | null;
  /** The block under whose app hash it stands. */
  readonly provedBy: { readonly height: number; readonly hash: string; readonly time: number };
  readonly genesisHash: string;
}

/** The proof file as the ledger stands now. Errors: `anchor-unknown`, `proof-not-yet`. */
export function makeRecordingProof(store: LedgerStore, of: ProvableRecording): Uint8Array<ArrayBuffer> {
  const text = store.snapshot(() => JSON.stringify(proofOf(store, of), null, 1));
  return new Uint8Array(utf8(`${text}\n`));
}

/** Whether a file says that it is such a proof. */
export function isRecordingProof(file: Uint8Array): boolean {
  try {
    const json: unknown = JSON.parse(fromUtf8(file));
    return z.object({ format: z.literal(FORMAT) }).safeParse(json).success;
  } catch {
    return false;
  }
}

/**
 * Errors: `proof-malformed`; `genesis-malformed`, `block-*`, `commit-*`, `proof-validators`, `proof-invalid`,
 * `proof-incomplete` {missing}; `recording-malformed`, `recording-manifest-signature`, `recording-not-anchored` {check},
 * `recording-unconsented`.
 */
export function verifyRecordingProof(file: Uint8Array): VerifiedRecording {
  const json = parsed(file);
  const genesisBytes = fromBase64Url(json.genesis);
  const genesis = decodeGenesis(genesisBytes);
  const block = fromBase64Url(json.block);
  const header = verifiedHeader(genesis, { block, commit: fromBase64Url(json.commit) });
  const state = provedState(
    header,
    json.entities.map(({ id, kind, proof, value }) => ({
      kind,
      id: fromBase64Url(id),
      value: fromBase64Url(value),
      proof: decodeMapProof(fromBase64Url(proof)),
    })),
  );
  const signed = fromBase64Url(json.manifest);
  const anchor = anchorName(fromBase64Url(json.salt), rootOf(signed));
  const entity = read(state, recordingAnchorCodec, anchor);
  if (entity === null) throw new ConsiliumError('proof-incomplete', { missing: 'recording' });
  const manifest = manifestSignedBy(signed, state, entity);
  demandOfAnchor(manifest, entity);
  demandConsented(manifest, { state, network: toNetwork(genesis.network) });
  const doctor = ({ doctor: id, institution }: Manifest['doctors'][0]): Doctor => ({
    name: staffName(state, id),
    institution: institutionName(state, institution),
  });
  return {
    anchor: toHex(anchor),
    holder: doctor(manifest.doctors[0]),
    other: doctor(manifest.doctors[1]),
    began: manifest.began,
    ended: manifest.ended,
    hasPatient: manifest.patient !== null,
    segments: manifest.sides.flatMap(({ segments }) => segments.map(({ hash }) => toHex(hash))),
    anchored: entity.anchored.time,
    height: entity.anchored.height,
    withdrawn: entity.withdrawn?.time ?? null,
    provedBy: {
      height: header.height,
      hash: toHex(blockId(decodeBlock(block)).hash),
      time: millisFromTime(header.time),
    },
    genesisHash: toHex(genesisHash(genesisBytes)),
  };
}

function proofOf(store: LedgerStore, { anchor, salt, signed }: ProvableRecording): z.infer<typeof proofJson> {
  const entity = read(store, recordingAnchorCodec, anchor);
  if (entity === null) throw new ConsiliumError('anchor-unknown');
  const head = provingBlock(store);
  const entities = namedIn(store, anchor, manifestSignedBy(signed, store, entity), entity);
  return {
    format: FORMAT,
    version: 1,
    genesis: toBase64Url(store.genesisBytes),
    block: toBase64Url(head.block),
    commit: toBase64Url(head.commit),
    entities: entities.map(({ id, kind, proof, value }) => ({
      kind,
      id: toBase64Url(id),
      value: toBase64Url(value),
      proof: toBase64Url(encodeMapProof(proof)),
    })),
    salt: toBase64Url(salt),
    manifest: toBase64Url(signed),
  };
}

/** Everything whose keys the manifest's signatures are checked with. */
function namedIn(
  store: LedgerStore,
  anchor: Uint8Array,
  { doctors, patient }: Manifest,
  { holder, other }: RecordingAnchor,
) {
  const houses = new Map(doctors.map(({ institution }) => [toHex(institution), institution]));
  return [
    provedEntity(store, KIND.recordingAnchor, anchor),
    ...[holder, other].map((id) => provedEntity(store, KIND.doctor, id)),
    ...[...houses.values()].map((id) => provedEntity(store, KIND.institution, id)),
    ...(patient === null
      ? []
      : [provedEntity(store, KIND.visit, decodePatientConsent(patient.consent).visit)]),
  ];
}

function parsed(file: Uint8Array): z.infer<typeof proofJson> {
  try {
    const json: unknown = JSON.parse(fromUtf8(file));
    return proofJson.parse(json);
  } catch (cause) {
    throw new ConsiliumError('proof-malformed', {}, { cause });
  }
}
