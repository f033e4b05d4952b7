import { TRANSACTION_KINDS, type TransactionKind } from '../../../src/contracts/transactionKinds.ts';
import { bytes16, bytes32, HOUR, makeHouse, makePerson, nodeKeyPair } from '../../support/world.ts';
import { staffAdd, type Draft } from '../../support/transactions.ts';
import {
  CELL,
  claim,
  close,
  counts,
  publish,
  reads,
  setParameter,
  sharedCase,
  takeCase,
  withdraw,
} from './cases.ts';
import { anchor, consultReceipt, withdrawAnchor } from './recordings.ts';
import { Scene } from './scene.ts';

/** All kinds of transactions, in the order of the table. */
export const KINDS = Object.keys(TRANSACTION_KINDS) as readonly TransactionKind[];

/** A draft of every kind, each of which would be taken now. */
export type EveryKind = Readonly<Record<TransactionKind, Draft>>;

const number = bytes16('registration');

type LaterKind =
  | 'visit/erase'
  | 'governance/erase-receipt'
  | 'visit/succession'
  | 'sharing/propose'
  | 'sharing/accept'
  | 'sharing/revoke'
  | 'sharing/publish'
  | 'sharing/withdraw'
  | 'sharing/counts'
  | 'incentive/reads'
  | 'incentive/close'
  | 'incentive/claim'
  | 'consult/anchor'
  | 'consult/withdraw'
  | 'consult/receipt';

/**
 * As {@link firstKinds}; besides, two records of visit 1 are consented to, and the second one is erased, and a
 * registration holds a statement of succession; Dr Li proposed an exchange to Dr Wang, and has published a case in a
 * period of the incentive that is over, and before it one in another that is closed.
 */
export function everyKind(scene: Scene): EveryKind {
  const first = firstKinds(scene);
  const [standing, erased] = ['standing', 'erased'].map((text) => scene.takeRecord({ text }));
  if (standing === undefined || erased === undefined) throw new Error('two records expected');
  scene.ledger.take(scene.erase(erased));
  const exchange = scene.takeProposal({ records: bytes32('exchanged before') });
  setParameter(scene, 'caseDelayDays', 0);
  setParameter(scene, 'incentivePeriodDays', 0);
  takeCase(scene, 'first');
  scene.ledger.take(close(scene, 0));
  const name = takeCase(scene, 'second');
  scene.ledger.take(anchor(scene));
  return {
    ...first,
    'sharing/publish': publish(scene, [sharedCase(scene, 'third')]),
    'sharing/withdraw': withdraw(scene, name),
    'sharing/counts': counts(scene, [CELL]),
    'incentive/reads': reads(scene, [name], { period: 1 }),
    'incentive/close': close(scene, 1),
    'incentive/claim': claim(scene, scene.world.li.sign(), 0),
    'consult/anchor': anchor(scene, { name: bytes32('another recording') }),
    'consult/withdraw': withdrawAnchor(scene),
    'consult/receipt': consultReceipt(scene),
    'visit/erase': scene.erase(standing),
    'governance/erase-receipt': scene.eraseReceipt(erased, null),
    'visit/succession': scene.succeed(scene.prepareSuccession()),
    'sharing/propose': scene.propose(),
    'sharing/accept': scene.acceptExchange(exchange),
    'sharing/revoke': scene.revokeExchange(exchange),
  };
}

/**
 * Brings a scene to where one transaction of every kind would be taken: Li has visit 1 open with a record that waits
 * as pending, card 2 is a grant to Wang, Dr Sun is suspended and Dr Zhou has no key.
 */
export function firstKinds(scene: Scene): Omit<EveryKind, LaterKind> {
  const { a, b, chen, li, wang } = scene.world;
  const [sun, zhou, wu] = (['sun', 'zhou', 'wu'] as const).map((name) =>
    makePerson(name, 'doctor', a.id, ['医生', name]),
  );
  if (sun === undefined || zhou === undefined || wu === undefined) throw new Error('three doctors expected');
  scene.ledger.take(staffAdd(sun, a, scene.time), staffAdd(zhou, a, scene.time));
  scene.ledger.take(scene.suspend(sun), scene.revokeKey(zhou, 1), scene.open(1), scene.grant(2));
  const pending = scene.takeRecord({ text: 'pending', consent: null });
  const { founded } = makeHouse('C', '协和医院', 'Union Hospital');
  return {
    'registry/institution-add': scene.draft({ kind: 'registry/institution-add', ...founded }, [
      ...a.board(),
      ...b.board(),
    ]),
    'registry/staff-add': staffAdd(wu, a, scene.time),
    'registry/staff-suspend': scene.suspend(chen),
    'registry/staff-reinstate': scene.reinstate(sun),
    'registry/key-rotate': scene.rotate(li, 2),
    'registry/key-revoke': scene.revokeKey(wang, 1),
    'registry/key-lost': scene.loseKey(wang, 1),
    'registry/key-set': scene.setKey(zhou, 2),
    'registry/card-key-add': scene.draft(
      { kind: 'registry/card-key-add', institution: a.id, key: bytes32('new card key') },
      a.board(),
    ),
    'registry/node-key-add': scene.draft(
      {
        kind: 'registry/node-key-add',
        institution: a.id,
        key: nodeKeyPair('A', 2).publicKey,
        address: 'unix:A2',
      },
      a.board(),
    ),
    'visit/register': scene.register(number),
    'visit/open': scene.open(4),
    'visit/card-revoke': scene.revokeCards([6, 7]),
    'visit/join': scene.join(chen),
    'visit/end': scene.end(),
    'visit/extend': scene.extend(scene.time + 20 * HOUR),
    'visit/record': scene.record({ text: 'second' }),
    'visit/confirm': scene.confirm(pending),
    'visit/own-entry': scene.ownEntry(),
    'access/grant': scene.grant(5),
    'access/revoke': scene.revokeGrant(2),
  };
}

let asked: { readonly scene: Scene; readonly drafts: EveryKind } | null = null;

/** A scene with one draft of every kind, made once in a file of tests: for those that ask the ledger and change nothing. */
export function everyKindAsked(): { readonly scene: Scene; readonly drafts: EveryKind } {
  if (asked === null) {
    const scene = new Scene();
    asked = { scene, drafts: everyKind(scene) };
  }
  return asked;
}
