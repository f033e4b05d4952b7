/** Drafts about shared cases and the incentive, over a {@link Scene}. */
import { compareBytes } from '../../../src/crypto/bytes.ts';
import { caseHash, encodeCase, signCase, type SharedCase } from '../../../src/contracts/sharing/case.ts';
import type { CaseFacets } from '../../../src/contracts/sharing/caseFacets.ts';
import type { CountCell } from '../../../src/contracts/sharing/countCells.ts';
import { KIND, parameterCodec, parameterId } from '../../../src/contracts/entities.ts';
import type { PublishedCase } from '../../../src/contracts/transactionKinds.ts';
import type { Draft } from '../../support/transactions.ts';
import { bytes32, type House, type Party, type Person } from '../../support/world.ts';
import type { Scene } from './scene.ts';

/** A man of 60 to 64 with an infarction, of Tianjin. */
export const FACETS: CaseFacets = {
  specialty: 'cardiology',
  disease: 'I21',
  age: { from: 60, to: 65 },
  sex: 'male',
  province: '12',
  year: 2026,
  modalities: ['DOC', 'ECG'],
  outcome: 'improved',
  language: 'zh',
  completeness: 11,
};

export interface CaseChange {
  readonly author?: Person;
  readonly signedBy?: Person;
  readonly version?: number;
  readonly shared?: Partial<SharedCase>;
  /** One visit of its own unless given. */
  readonly sources?: readonly Uint8Array[];
}

/** A signed case; `text` makes it another one. */
export function sharedCase(scene: Scene, text: string, change: CaseChange = {}): PublishedCase {
  const { network, li } = scene.world;
  const { author = li, signedBy = author, version = 1 } = change;
  const content = encodeCase({
    network,
    author: author.id,
    institution: author.institution,
    facets: FACETS,
    payload: bytes32(`payload ${text}`),
    consent: bytes32(`consent ${text}`),
    purposes: ['teaching', 'treatment-advice'],
    ...change.shared,
  });
  const signature = signCase(caseHash(content), signedBy.keys(version).sign.secretKey);
  const sources = (change.sources ?? [bytes32(`visit of ${text}`)]).toSorted(compareBytes);
  return { content, keyVersion: version, signature, sources };
}

export function nameOfCase({ content }: PublishedCase): Uint8Array {
  return caseHash(content);
}

/** A batch as a node sends it: sorted. */
export function publish(scene: Scene, cases: readonly PublishedCase[], house: House = scene.world.a): Draft {
  const sorted = cases.toSorted((left, right) => compareBytes(nameOfCase(left), nameOfCase(right)));
  return scene.draft({ kind: 'sharing/publish', cases: sorted }, [house.node()]);
}

/** Publishes one case of Dr Li and answers its name. */
export function takeCase(scene: Scene, text = 'case', change: CaseChange = {}): Uint8Array {
  const made = sharedCase(scene, text, change);
  const { a, b } = scene.world;
  const house = change.author?.institution === b.id ? b : a;
  scene.ledger.take(publish(scene, [made], house));
  return nameOfCase(made);
}

export function withdraw(scene: Scene, name: Uint8Array, by: Party = scene.world.li.sign()): Draft {
  return scene.draft({ kind: 'sharing/withdraw', case: name, reason: 'consent-withdrawn' }, [by]);
}

export function counts(scene: Scene, cells: readonly CountCell[], letter = 'I'): Draft {
  const { a } = scene.world;
  return scene.draft({ kind: 'sharing/counts', year: 2026, letter, cells }, [a.node()]);
}

export const CELL: CountCell = {
  disease: 'I21',
  from: 60,
  to: 65,
  sex: 'male',
  province: '12',
  count: 25,
};

/** What the doctors of a house (B unless given) read in a period. */
export function reads(
  scene: Scene,
  cases: readonly Uint8Array[],
  { house = scene.world.b, period = 0 }: { readonly house?: House; readonly period?: number } = {},
): Draft {
  const sorted = cases.toSorted(compareBytes);
  return scene.draft({ kind: 'incentive/reads', period, cases: sorted }, [house.node()]);
}

export function close(scene: Scene, period = 0): Draft {
  return scene.draft({ kind: 'incentive/close', period }, [scene.world.a.node()]);
}

export function claim(scene: Scene, by: Party, period = 0): Draft {
  return scene.draft({ kind: 'incentive/claim', period }, [by]);
}

/** Sets a parameter of the network, as its genesis or a vote would. */
export function setParameter(scene: Scene, name: string, value: number): void {
  scene.ledger.state.write([
    { kind: KIND.parameter, id: parameterId(name), value: parameterCodec.encode({ value }) },
  ]);
}
