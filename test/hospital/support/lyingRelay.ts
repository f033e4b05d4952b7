/** A node that passes everything on to another one, and lies about its blocks once it is told to. */
import { onTestFinished } from 'vitest';
import { METHODS } from '../../../src/hospital/methods.ts';
import { decodeRequest, decodeServerMessage, encodeServerMessage } from '../../../src/hospital/protocol.ts';
import { dial, listenOn } from '../../../src/hospital/transport.ts';
import type { Wire } from '../../../src/hospital/wire.ts';
import type { RawBlock } from '../../../src/replica/sync.ts';

export interface LyingRelay {
  /** What is made of each block from now on. */
  lie: (block: RawBlock) => RawBlock;
}

/** Listens on `address` in front of the node at `behind`. */
export async function lyingRelay(address: string, behind: string): Promise<LyingRelay> {
  const relay: LyingRelay = { lie: (block) => block };
  const listener = await listenOn(address, (wire) => void pass(wire, behind, relay));
  onTestFinished(() => listener.close());
  return relay;
}

async function pass(front: Wire, behind: string, relay: LyingRelay): Promise<void> {
  const back = await dial(behind);
  const asked = new Set<number>();
  front.listen({
    message: (bytes) => {
      const { id, method } = decodeRequest(bytes);
      if (method === 'blocks') asked.add(id);
      back.send(bytes);
    },
    closed: () => back.close(),
  });
  back.listen({
    message: (bytes) => front.send(answered(bytes, asked, relay)),
    closed: () => front.close(),
  });
}

function answered(bytes: Uint8Array, asked: ReadonlySet<number>, relay: LyingRelay): Uint8Array {
  const message = decodeServerMessage(bytes);
  if (message.kind !== 'result' || !asked.has(message.id)) return bytes;
  const { result: shape } = METHODS.blocks;
  const blocks = shape.decode(message.result).blocks.map((block) => relay.lie(block));
  return encodeServerMessage({ ...message, result: shape.encode({ blocks }) });
}
