/** Entities of erasure: that a record is erased, and each institution's receipt for it. */
import { concatBytes } from '../crypto/bytes.ts';
import { asBytes, asNullable, asUint } from '../crypto/cbor.ts';
import { asOneOf, codec, KIND } from './entities.ts';

/**
 * Why a record is erased, after article 47 of the Personal Information Protection Law of China: consent was taken back,
 * the purpose is reached, or it was kept or handled against the law.
 */
export const ERASURE_REASONS = ['consent-withdrawn', 'purpose-reached', 'unlawful'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** Under H(S): its presence means that every holder deletes what it has of the record. */
export interface Erasure {
  readonly epoch: Uint8Array;
  /** The author's institution, whose officer signed. */
  readonly institution: Uint8Array;
  readonly officer: Uint8Array;
  readonly reason: ErasureReason;
  /** When the patient asked, ms. */
  readonly asked: number;
  readonly time: number;
  readonly height: number;
  /** Until when the law has the author's institution keep its archive row, ms; null for what the patient wrote. */
  readonly archiveUntil: number | null;
}

/** Under H(S) ‖ institution: its node says that it has deleted. */
export interface ErasureReceipt {
  /** As the erasure says, at the author's institution; null at every other, which keeps nothing. */
  readonly archiveUntil: number | null;
  /** Version of the node key that signed. */
  readonly keyVersion: number;
  readonly time: number;
  readonly height: number;
}

export const erasureCodec = codec<
  Erasure,
  'epoch' | 'institution' | 'officer' | 'reason' | 'asked' | 'time' | 'height' | 'archiveUntil'
>(KIND.erasure, ['epoch', 'institution', 'officer', 'reason', 'asked', 'time', 'height', 'archiveUntil'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({
    epoch: asBytes(map.epoch, 32, 'erasure.epoch'),
    institution: asBytes(map.institution, 16, 'erasure.institution'),
    officer: asBytes(map.officer, 16, 'erasure.officer'),
    reason: asOneOf(map.reason, ERASURE_REASONS, 'erasure.reason'),
    asked: asUint(map.asked, 'erasure.asked'),
    time: asUint(map.time, 'erasure.time'),
    height: asUint(map.height, 'erasure.height'),
    archiveUntil: asNullable(map.archiveUntil, (value) => asUint(value, 'erasure.archiveUntil')),
  }),
});

export const erasureReceiptCodec = codec<ErasureReceipt, 'archiveUntil' | 'keyVersion' | 'time' | 'height'>(
  KIND.erasureReceipt,
  ['archiveUntil', 'keyVersion', 'time', 'height'],
  {
    encode: (entity) => ({ ...entity }),
    decode: (map) => ({
      archiveUntil: asNullable(map.archiveUntil, (value) => asUint(value, 'erasureReceipt.archiveUntil')),
      keyVersion: asUint(map.keyVersion, 'erasureReceipt.keyVersion'),
      time: asUint(map.time, 'erasureReceipt.time'),
      height: asUint(map.height, 'erasureReceipt.height'),
    }),
  },
);

/** The id of an institution's receipt. */
export function erasureReceiptId(statement: Uint8Array, institution: Uint8Array): Uint8Array {
  return concatBytes(statement, institution);
}
