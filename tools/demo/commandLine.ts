/** The command line beside the window: what the demonstration prints is read back from the files through it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));

const signer = z.object({
  role: z.string(),
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }).nullable(),
});
const transaction = z.object({
  height: z.number(),
  id: z.string(),
  kind: z.string().nullable(),
  result: z.string(),
  signers: z.array(signer),
});
const ledger = z.object({
  height: z.number(),
  blocks: z.array(z.object({ height: z.number(), hash: z.string(), transactions: z.array(transaction) })),
});
const refusal = z.object({ code: z.string(), detail: z.record(z.string(), z.unknown()), text: z.string() });

export type LedgerTransaction = z.infer<typeof transaction> & { readonly blockHash: string };

/** What `npx consilium` answered: its JSON, or its refusal. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly exitCode: number; readonly refusal: z.infer<typeof refusal> };

export async function consilium(dataFolder: string, ...args: readonly string[]): Promise<Answer> {
  const { exitCode, output, errors } = await run([...args, `--data=${dataFolder}`]);
  if (exitCode === 0) return { ok: true, value: JSON.parse(output) };
  return { ok: false, exitCode, refusal: refusal.parse(JSON.parse(errors)) };
}

/** The transactions of all blocks from a height on, as the verified copy has them. */
export async function transactionsFrom(
  dataFolder: string,
  height: number,
): Promise<readonly LedgerTransaction[]> {
  const answer = await consilium(dataFolder, 'ledger', 'show', `--from=${String(height)}`);
  if (!answer.ok) throw new Error(`ledger show: ${answer.refusal.code}: ${answer.refusal.text}`);
  return ledger
    .parse(answer.value)
    .blocks.flatMap(({ hash, transactions }) => transactions.map((item) => ({ ...item, blockHash: hash })));
}

function run(args: readonly string[]): Promise<{ exitCode: number; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programPath('consilium'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output, errors }));
  });
}

/** A program of tools/bin. */
export function programPath(name: 'consilium' | 'consilium-node'): string {
  return join(root, 'tools', 'bin', `${name}.js`);
}
