/** Recordings of consults that their holders put on the ledger: hashes alone, and what became of them. */
import { asBytes, asNullable, asTuple, asUint, type CborValue } from '../../crypto/cbor.ts';
import { codec, KIND } from '../entities.ts';

/** Under the salted root of the recording; see anchorName.ts. */
export interface RecordingAnchor {
  /** The doctor who recorded. */
  readonly holder: Uint8Array;
  readonly keyVersion: number;
  /** The holder's, whose node has it. */
  readonly institution: Uint8Array;
  /** The other doctor of the consult. */
  readonly other: Uint8Array;
  /** 16 random bytes. */
  readonly call: Uint8Array;
  /** BLAKE2b-256 of what each of the two signed, the holder first. */
  readonly consents: readonly [Uint8Array, Uint8Array];
  /** Of the envelope at the nodes. */
  readonly commitment: Uint8Array;
  readonly anchored: { readonly time: number; readonly height: number };
  readonly withdrawn: { readonly time: number; readonly height: number; readonly by: Uint8Array } | null;
}

const FIELDS = [
  'holder',
  'keyVersion',
  'institution',
  'other',
  'call',
  'consents',
  'commitment',
  'anchored',
  'withdrawn',
] as const;

export const recordingAnchorCodec = codec<RecordingAnchor, (typeof FIELDS)[number]>(
  KIND.recordingAnchor,
  FIELDS,
  {
    encode: ({ anchored, consents, withdrawn, ...rest }) => ({
      ...rest,
      consents: [...consents],
      anchored: [anchored.time, anchored.height],
      withdrawn: withdrawn && [withdrawn.time, withdrawn.height, withdrawn.by],
    }),
    decode: (map) => ({
      holder: asBytes(map.holder, 16, 'anchor.holder'),
      keyVersion: asUint(map.keyVersion, 'anchor.keyVersion'),
      institution: asBytes(map.institution, 16, 'anchor.institution'),
      other: asBytes(map.other, 16, 'anchor.other'),
      call: asBytes(map.call, 16, 'anchor.call'),
      consents: asConsents(map.consents, 'anchor.consents'),
      commitment: asBytes(map.commitment, 32, 'anchor.commitment'),
      anchored: decodeAnchored(map.anchored),
      withdrawn: asNullable(map.withdrawn, decodeWithdrawn),
    }),
  },
);

/** Two hashes. Errors: `field-malformed`. */
export function asConsents(value: CborValue | undefined, what: string): readonly [Uint8Array, Uint8Array] {
  const [holder, other] = asTuple(value, 2, what);
  return [asBytes(holder, 32, what), asBytes(other, 32, what)];
}

function decodeAnchored(value: CborValue): RecordingAnchor['anchored'] {
  const [time, height] = asTuple(value, 2, 'anchor.anchored');
  return { time: asUint(time, 'anchor.anchored'), height: asUint(height, 'anchor.anchored') };
}

function decodeWithdrawn(value: CborValue): NonNullable<RecordingAnchor['withdrawn']> {
  const [time, height, by] = asTuple(value, 3, 'anchor.withdrawn');
  return {
    time: asUint(time, 'anchor.withdrawn'),
    height: asUint(height, 'anchor.withdrawn'),
    by: asBytes(by, 16, 'anchor.withdrawn'),
  };
}
