/** Name-based UUIDs (RFC 9562 §5.5), so that the samples come out the same each time. */
import { createHash } from 'node:crypto';

/** The namespace of all ids in the samples. */
const NAMESPACE = Buffer.from('5f1c0b7e6a3d4f06b0a42d0e9a7f3c11', 'hex');

/** UUID version 5 of `name`. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
