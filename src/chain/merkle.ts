/** The binary Merkle tree of RFC 6962 §2.1, as CometBFT uses it (crypto/merkle). */
import { bytesEqual } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';

const LEAF = new Uint8Array([0]);
const INNER = new Uint8Array([1]);

/** Root over leaf contents in order; SHA-256 of nothing for an empty list. */
export function merkleRoot(items: readonly Uint8Array[]): Uint8Array {
  const first = items[0];
  if (first === undefined) return sha256(new Uint8Array(0));
  if (items.length === 1) return sha256(LEAF, first);
  const split = splitPoint(items.length);
  return sha256(INNER, merkleRoot(items.slice(0, split)), merkleRoot(items.slice(split)));
}

/** The audit path of item `index`, from the leaf upwards (RFC 6962 §2.1.1). */
export function merkleProof(items: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  if (items.length <= 1) return [];
  const split = splitPoint(items.length);
  return index < split
    ? [...merkleProof(items.slice(0, split), index), merkleRoot(items.slice(split))]
    : [...merkleProof(items.slice(split), index - split), merkleRoot(items.slice(0, split))];
}

/** Tells whether `item` is number `index` of `total` under `root`. */
export function verifyMerkleProof(
  root: Uint8Array,
  leaf: { readonly item: Uint8Array; readonly index: number; readonly total: number },
  path: readonly Uint8Array[],
): boolean {
  if (leaf.index < 0 || leaf.index >= leaf.total) return false;
  const computed = rootFromPath(leaf, path);
  return computed !== null && bytesEqual(computed, root);
}

function rootFromPath(
  leaf: { readonly item: Uint8Array; readonly index: number; readonly total: number },
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (leaf.total === 1) return path.length === 0 ? sha256(LEAF, leaf.item) : null;
  const sibling = path.at(-1);
  if (sibling === undefined) return null;
  const split = splitPoint(leaf.total);
  const goLeft = leaf.index < split;
  const below = goLeft
    ? { ...leaf, total: split }
    : { ...leaf, index: leaf.index - split, total: leaf.total - split };
  const child = rootFromPath(below, path.slice(0, -1));
  if (child === null) return null;
  return goLeft ? sha256(INNER, child, sibling) : sha256(INNER, sibling, child);
}

/** The largest power of two below `length`. */
function splitPoint(length: number): number {
  let power = 1;
  while (power * 2 < length) power *= 2;
  return power;
}
