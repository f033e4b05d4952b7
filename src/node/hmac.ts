/** HMAC-SHA1 (RFC 2104), which libsodium has not: for protocols of others that ask for it, and for nothing of ours. */
import { createHmac } from 'node:crypto';

/** In base64. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): string {
  return createHmac('sha1', key).update(message).digest('base64');
}
