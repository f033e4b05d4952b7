/**
 * A node that was put back from an old copy has fewer blocks than its clients verified. Whoever connects to such a node
 * hands back what it verified, before anything else is asked of it: so a validator has its own blocks again before it
 * makes another one at one of their heights.
 */
import { errorCode, isConsiliumError } from '../errors.ts';
import type { Logger } from '../ports.ts';
import type { RawBlock } from '../replica/sync.ts';
import type { Link } from './link.ts';
import { LARGEST_STRANGER_FRAME } from './protocol.ts';

/** The blocks that a client verified. */
export interface VerifiedBlocks {
  height(): number;
  readonly lookups: { rawBlocks(from: number, count: number): readonly RawBlock[] };
}

const PORTION = 100;
/** Of a frame that a node takes from whoever has not logged in. */
const PORTION_BYTES = LARGEST_STRANGER_FRAME - 64 * 1024;

/**
 * Hands back what comes after the node's head, as far as the node takes it. Never rejects for a refusal: what a
 * validator says of another block at a height is seen, and told, where its status is asked for.
 */
export async function handBack(
  link: Link,
  verified: VerifiedBlocks,
  at: { readonly height: number; readonly logger: Logger },
): Promise<void> {
  if (at.height >= verified.height()) return;
  try {
    // A node that follows another may only be late: the one that makes the blocks says what it lacks.
    let { height } = await link.call('blocks/return', { blocks: [] });
    while (height < verified.height()) {
      const blocks = portionAfter(height, verified);
      const now = (await link.call('blocks/return', { blocks })).height;
      at.logger.warn('blocks-returned', { from: height + 1, to: now });
      if (now <= height) return;
      height = now;
    }
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    at.logger.warn('blocks-not-returned', { code: errorCode(error) });
  }
}

function portionAfter(height: number, { lookups }: VerifiedBlocks): readonly RawBlock[] {
  const blocks: RawBlock[] = [];
  let bytes = 0;
  for (const raw of lookups.rawBlocks(height + 1, PORTION)) {
    bytes += raw.block.length + raw.commit.length;
    if (blocks.length > 0 && bytes > PORTION_BYTES) break;
    blocks.push(raw);
  }
  return blocks;
}
