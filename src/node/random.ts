import { randomBytes } from 'node:crypto';
import type { RandomBytes } from '../ports.ts';

/** The operating system's generator. */
export const systemRandom: RandomBytes = (length) => new Uint8Array(randomBytes(length));
