import { bytesEqual } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import { blockId, decodeBlock } from '../chain/block.ts';
import type { Genesis } from '../chain/genesis.ts';
import { genesisState, type TrustedState } from '../chain/verifier.ts';
import type { LedgerLookups } from './ledgerLookups.ts';
import { META, type MetaTable } from './ledgerMeta.ts';

/**
 * The trusted state after the last stored block, from the block itself and from what its execution gave.
 *
 * @throws ConsiliumError `replica-corrupt` when the block does not have the hash it was stored under
 */
export function restoreHead(ledger: {
  readonly genesis: Genesis;
  readonly meta: MetaTable;
  readonly lookups: LedgerLookups;
}): TrustedState {
  const { genesis, meta, lookups } = ledger;
  const initial = genesisState(genesis, meta.require(META.initialAppHash));
  const height = lookups.lastHeight();
  if (height === null) return initial;
  const stored = lookups.block(height);
  const raw = lookups.rawBlocks(height, 1)[0];
  if (stored === null || raw === undefined) throw new ConsiliumError('replica-corrupt', { height });
  const block = decodeBlock(raw.block);
  const id = blockId(block);
  if (!bytesEqual(id.hash, stored.headerHash) || block.header.height !== height) {
    throw new ConsiliumError('replica-corrupt', { height, check: 'header-hash' });
  }
  const sets = meta.validators() ?? {
    lastValidators: genesis.validators,
    validators: genesis.validators,
    nextValidators: genesis.validators,
  };
  return {
    ...initial,
    ...sets,
    height,
    blockId: id,
    time: block.header.time,
    appHash: stored.appHash,
    resultsHash: stored.resultsHash,
  };
}
