/** `ledger show`: blocks and transactions, read back from the verified copy. */
import { toHex } from '../../../crypto/bytes.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { withReplica } from '../ledgerFile.ts';
import { ledgerBlocks, type BlockView, type LedgerFilter, type TransactionView } from '../ledgerView.ts';
import { hexStartOption, numberOption } from '../../../node/commandLine/values.ts';

/** Enough for a look; a script goes on at `next`. */
const DEFAULT_LIMIT = 1_000;

export async function ledgerShow(invocation: Invocation): Promise<CommandResult> {
  const filter: LedgerFilter = {
    from: numberOption(invocation, 'from') ?? 1,
    to: numberOption(invocation, 'to') ?? Number.MAX_SAFE_INTEGER,
    kind: invocation.option('kind') ?? null,
    id: hexStartOption(invocation, 'id'),
    limit: numberOption(invocation, 'limit', 1) ?? DEFAULT_LIMIT,
  };
  const { blocks, next, ...head } = await withReplica(invocation, ({ store }) => ({
    ...headOf(store),
    halted: store.meta.halted(),
    ...ledgerBlocks(store, filter),
  }));
  return { value: { ...head, blocks, next }, text: textOf(blocks, next) };
}

function headOf(store: LedgerStore) {
  const head = store.head();
  return {
    network: toHex(store.genesis.network),
    chainId: store.genesis.chainId,
    height: store.height(),
    hash: head === null ? null : toHex(head.headerHash),
    appHash: toHex(store.appHash()),
  };
}

function textOf(blocks: readonly BlockView[], next: number | null): string {
  const lines = blocks.flatMap((block) => [
    `${String(block.height).padStart(6)}  ${block.time}  ${block.hash}`,
    ...block.transactions.flatMap(transactionLines),
  ]);
  const more = next === null ? [] : [`… more: --from ${String(next)}`];
  return `${[...lines, ...more].join('\n')}\n`;
}

function transactionLines({ id, kind, result, signers }: TransactionView): readonly string[] {
  const by = signers.map(({ role, id: signer, name }) => `${role} ${name?.en ?? signer.slice(0, 16)}`);
  return [`        ${kind ?? 'unreadable'}  ${result}  ${id}`, `          signed by ${by.join(', ')}`];
}
