/**
 * The authenticated map of the ledger's state: a compact sparse Merkle tree over 256-bit keys.
 *
 * Leaf `H(0x00 ‖ key ‖ value hash)`, inner `H(0x01 ‖ left ‖ right)`, empty subtree 32 zero bytes; a subtree with
 * exactly one leaf is that leaf's hash, so that the root depends on the content alone and never on the order in
 * which it came. Nodes are immutable and shared: an older map stays valid and costs nothing to keep.
 */
import { bytesEqual, compareBytes } from '../crypto/bytes.ts';
import { asArray, asBytes, asMap, asNullable, decodeCanonical, encodeCanonical } from '../crypto/cbor.ts';
import { sha256 } from '../crypto/hash.ts';
import { ConsiliumError } from '../errors.ts';

const LEAF_TAG = new Uint8Array([0]);
const INNER_TAG = new Uint8Array([1]);
const KEY_BITS = 256;

/** Hash of a subtree without leaves. */
export const EMPTY_HASH: Uint8Array = new Uint8Array(32);

interface Leaf {
  readonly kind: 'leaf';
  readonly key: Uint8Array;
  readonly valueHash: Uint8Array;
  hash: Uint8Array | null;
}

interface Inner {
  readonly kind: 'inner';
  readonly left: Node | null;
  readonly right: Node | null;
  /** Filled on first use: a batch of changes hashes each node once. */
  hash: Uint8Array | null;
}

type Node = Leaf | Inner;

/** The map key of an entity: `H(u8 kind ‖ id)`. */
export function entityKey(kind: number, id: Uint8Array): Uint8Array {
  return sha256(new Uint8Array([kind]), id);
}

/** A change of one key; `valueHash` null removes it. */
export interface MapChange {
  readonly key: Uint8Array;
  readonly valueHash: Uint8Array | null;
}

/** What stands at the end of a proof's path where the key itself does not. */
export interface MapProof {
  /** Sibling hashes from the root downwards. */
  readonly siblings: readonly Uint8Array[];
  /** The leaf met at the end of the path; null where the subtree is empty. */
  readonly leaf: { readonly key: Uint8Array; readonly valueHash: Uint8Array } | null;
}

export type ProvedValue =
  | { readonly state: 'present'; readonly valueHash: Uint8Array }
  | { readonly state: 'absent' };

/** An immutable map; every change gives a new one. */
export class SparseMerkleMap {
  readonly #root: Node | null;

  private constructor(root: Node | null) {
    this.#root = root;
  }

  static empty(): SparseMerkleMap {
    return new SparseMerkleMap(null);
  }

  /** The map with one key set. Keys are 32 bytes. */
  set(key: Uint8Array, valueHash: Uint8Array): SparseMerkleMap {
    return new SparseMerkleMap(insert(this.#root, newLeaf(checkedKey(key), valueHash), 0));
  }

  /** The map without `key`; itself when the key is not there. */
  delete(key: Uint8Array): SparseMerkleMap {
    const root = remove(this.#root, checkedKey(key), 0);
    return root === this.#root ? this : new SparseMerkleMap(root);
  }

  /** Applies changes in order. */
  apply(changes: Iterable<MapChange>): SparseMerkleMap {
    let root = this.#root;
    for (const change of changes) {
      const key = checkedKey(change.key);
      root =
        change.valueHash === null ? remove(root, key, 0) : insert(root, newLeaf(key, change.valueHash), 0);
    }
    return new SparseMerkleMap(root);
  }

  /** 32 bytes; {@link EMPTY_HASH} for the empty map. */
  root(): Uint8Array {
    return hashOf(this.#root);
  }

  /** A proof that `key` has its value, or is absent. */
  prove(key: Uint8Array): MapProof {
    const siblings: Uint8Array[] = [];
    let node = this.#root;
    for (let depth = 0; node !== null && node.kind === 'inner'; depth += 1) {
      const goRight = bit(key, depth);
      siblings.push(hashOf(goRight ? node.left : node.right));
      node = goRight ? node.right : node.left;
    }
    return { siblings, leaf: node === null ? null : { key: node.key, valueHash: node.valueHash } };
  }
}

/**
 * Checks a proof against a root.
 * Errors: `proof-invalid` when the path does not lead to the root, or the leaf at its end does not belong there.
 */
export function verifyMapProof(root: Uint8Array, key: Uint8Array, proof: MapProof): ProvedValue {
  if (key.length !== 32 || proof.siblings.length > KEY_BITS) throw new ConsiliumError('proof-invalid');
  let hash = proof.leaf === null ? EMPTY_HASH : leafHash(proof.leaf.key, proof.leaf.valueHash);
  for (let depth = proof.siblings.length - 1; depth >= 0; depth -= 1) {
    const sibling = proof.siblings[depth] ?? EMPTY_HASH;
    hash = bit(key, depth) ? innerHash(sibling, hash) : innerHash(hash, sibling);
  }
  if (!bytesEqual(hash, root)) throw new ConsiliumError('proof-invalid');
  if (proof.leaf === null) return { state: 'absent' };
  if (bytesEqual(proof.leaf.key, key)) return { state: 'present', valueHash: proof.leaf.valueHash };
  if (commonBits(proof.leaf.key, key) < proof.siblings.length) throw new ConsiliumError('proof-invalid');
  return { state: 'absent' };
}

/** CBOR `{siblings, leaf: [key, value hash] or null}`. */
export function encodeMapProof(proof: MapProof): Uint8Array {
  const leaf = proof.leaf === null ? null : [proof.leaf.key, proof.leaf.valueHash];
  return encodeCanonical({ siblings: [...proof.siblings], leaf });
}

/** Errors: those of the CBOR decoders. */
export function decodeMapProof(bytes: Uint8Array): MapProof {
  const map = asMap(decodeCanonical(bytes), ['siblings', 'leaf'], 'proof');
  const siblings = asArray(map.siblings, 'proof.siblings').map((item) => asBytes(item, 32, 'proof.sibling'));
  const leaf = asNullable(map.leaf, (value) => {
    const [key, valueHash] = asArray(value, 'proof.leaf');
    return { key: asBytes(key, 32, 'proof.key'), valueHash: asBytes(valueHash, 32, 'proof.value') };
  });
  return { siblings, leaf };
}

function insert(node: Node | null, leaf: Leaf, depth: number): Node {
  if (node === null) return leaf;
  if (node.kind === 'leaf') return bytesEqual(node.key, leaf.key) ? leaf : split(node, leaf, depth);
  return bit(leaf.key, depth)
    ? newInner(node.left, insert(node.right, leaf, depth + 1))
    : newInner(insert(node.left, leaf, depth + 1), node.right);
}

/** Two leaves in the place of one: inner nodes as far as their keys agree, so that the path is the key. */
function split(old: Leaf, leaf: Leaf, depth: number): Inner {
  if (bit(old.key, depth) !== bit(leaf.key, depth)) {
    return bit(leaf.key, depth) ? newInner(old, leaf) : newInner(leaf, old);
  }
  const below = split(old, leaf, depth + 1);
  return bit(leaf.key, depth) ? newInner(null, below) : newInner(below, null);
}

function remove(node: Node | null, key: Uint8Array, depth: number): Node | null {
  if (node === null) return null;
  if (node.kind === 'leaf') return bytesEqual(node.key, key) ? null : node;
  const goRight = bit(key, depth);
  const child = goRight ? node.right : node.left;
  const next = remove(child, key, depth + 1);
  if (next === child) return node;
  const [left, right] = goRight ? [node.left, next] : [next, node.right];
  return collapse(left, right);
}

/** A subtree left with one leaf becomes that leaf, as if the other had never been. */
function collapse(left: Node | null, right: Node | null): Node | null {
  if (left === null && (right === null || right.kind === 'leaf')) return right;
  if (right === null && left !== null && left.kind === 'leaf') return left;
  return newInner(left, right);
}

function newLeaf(key: Uint8Array, valueHash: Uint8Array): Leaf {
  return { kind: 'leaf', key, valueHash, hash: null };
}

function newInner(left: Node | null, right: Node | null): Inner {
  return { kind: 'inner', left, right, hash: null };
}

function hashOf(node: Node | null): Uint8Array {
  if (node === null) return EMPTY_HASH;
  node.hash ??=
    node.kind === 'leaf'
      ? leafHash(node.key, node.valueHash)
      : innerHash(hashOf(node.left), hashOf(node.right));
  return node.hash;
}

function leafHash(key: Uint8Array, valueHash: Uint8Array): Uint8Array {
  return sha256(LEAF_TAG, key, valueHash);
}

function innerHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(INNER_TAG, left, right);
}

function bit(key: Uint8Array, depth: number): boolean {
  return (((key[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) === 1;
}

function commonBits(left: Uint8Array, right: Uint8Array): number {
  let depth = 0;
  while (depth < KEY_BITS && bit(left, depth) === bit(right, depth)) depth += 1;
  return depth;
}

function checkedKey(key: Uint8Array): Uint8Array {
  if (key.length !== 32) throw new ConsiliumError('bytes-malformed', { form: 'map key' });
  return key;
}

/** Orders changes by key, for tests and for exports that must not depend on arrival. */
export function byKey(left: MapChange, right: MapChange): number {
  return compareBytes(left.key, right.key);
}
