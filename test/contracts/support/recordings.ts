/** Recordings of a consult of Dr Li with Dr Wang, and its receipt, on the ledger. */
import { bytes16, bytes32, type House, type Party } from '../../support/world.ts';
import type { Draft } from '../../support/transactions.ts';
import type { Scene } from './scene.ts';

export const RECORDING = bytes32('recording');

export interface AnchorChange {
  readonly name?: Uint8Array;
  readonly other?: Uint8Array;
  readonly by?: Party;
  readonly house?: House;
}

/** By Dr Li, unless another is named. */
export function anchor(scene: Scene, change: AnchorChange = {}): Draft {
  const { a, li, wang } = scene.world;
  const { by = li.sign(), house = a, name = RECORDING, other = wang.id } = change;
  return scene.draft(
    {
      kind: 'consult/anchor',
      anchor: name,
      call: bytes16('call'),
      other,
      consents: [bytes32('proposed'), bytes32('agreed')],
      commitment: bytes32('envelope'),
    },
    [by, house.node()],
  );
}

export function withdrawAnchor(scene: Scene, by: Party = scene.world.li.sign(), name = RECORDING): Draft {
  return scene.draft({ kind: 'consult/withdraw', anchor: name }, [by]);
}

export const CONSULT = bytes32('consult');

/** That Dr Li talked with Dr Wang, or as somebody else says it. */
export function consultReceipt(
  scene: Scene,
  { by = scene.world.li.sign(), other = scene.world.wang.id, receipt = CONSULT }: Partial<ReceiptChange> = {},
): Draft {
  return scene.draft({ kind: 'consult/receipt', receipt, other }, [by]);
}

interface ReceiptChange {
  readonly by: Party;
  readonly other: Uint8Array;
  readonly receipt: Uint8Array;
}
