/** Recordings of the ledger as screens see them: from the verified ledger, the outbox, and what the node was told. */
import { recordingAnchorCodec, type RecordingAnchor } from '../../../../contracts/consult/anchorEntities.ts';
import { KIND } from '../../../../contracts/entities.ts';
import { erasureCodec } from '../../../../contracts/erasureEntities.ts';
import { dueReceipts } from '../../../../contracts/governance/eraseReceipt.ts';
import { readStaff } from '../../../../contracts/signers.ts';
import { read, type StateReader } from '../../../../contracts/state.ts';
import { decodeBody } from '../../../../contracts/transaction.ts';
import { bytesEqual, toHex } from '../../../../crypto/bytes.ts';
import { errorCode } from '../../../../errors.ts';
import { isSettled, type OutboxEntry } from '../../../../replica/outbox.ts';
import type { DeskAnchor } from '../../../../replica/desk/recordingAnchors.ts';
import type { AnchoredView } from '../../../api/ledgerRecordings.ts';
import { institutionName, staffName } from '../../visits/ledgerReads.ts';
import type { VisitWork } from '../../visits/work.ts';
import { decodeAbout } from '../about.ts';
import { consentHash } from './anchored.ts';

type Party = AnchoredView['holder'];

/** What concerns this doctor; the newest first. */
export async function anchoredViews(work: VisitWork): Promise<AnchoredView[]> {
  await work.ledger.catchUp();
  const { store } = work.ledger.replica;
  const named = await namedNow(work);
  const onLedger = store.state
    .ofKind(KIND.recordingAnchor)
    .map(({ id, value }) => ({ anchor: id, entity: recordingAnchorCodec.decode(value) }))
    .flatMap(({ anchor, entity }) => {
      const is = standingOf(work, anchor, { entity, named });
      return is === null ? [] : [standingView(work, anchor, { entity, is })];
    })
    .toSorted((left, right) => (right.anchored ?? 0) - (left.anchored ?? 0));
  return [...waitingViews(work), ...onLedger];
}

export function partyOf(state: StateReader, doctor: Uint8Array): Party {
  const institution = readStaff(state, 'doctor', doctor)?.institution ?? new Uint8Array(16);
  return {
    id: toHex(doctor),
    name: staffName(state, doctor),
    institutionId: toHex(institution),
    institution: institutionName(state, institution),
  };
}

/** Names of recordings that were opened to this doctor, in hex; none while the node is away. */
async function namedNow(work: VisitWork): Promise<ReadonlySet<string>> {
  try {
    return new Set((await work.ledger.node.recordings.named()).map(({ anchor }) => toHex(anchor)));
  } catch (error) {
    work.context.ports.logger.info('recordings-named', { code: errorCode(error) });
    return new Set();
  }
}

function standingOf(
  { session }: VisitWork,
  anchor: Uint8Array,
  { entity, named }: { readonly entity: RecordingAnchor; readonly named: ReadonlySet<string> },
): AnchoredView['is'] | null {
  const self = session.identity.entity;
  if (bytesEqual(entity.holder, self)) return 'holder';
  if (bytesEqual(entity.other, self)) return 'other';
  return named.has(toHex(anchor)) ? 'named' : null;
}

function standingView(
  work: VisitWork,
  anchor: Uint8Array,
  { entity, is }: { readonly entity: RecordingAnchor; readonly is: AnchoredView['is'] },
): AnchoredView {
  const { store } = work.ledger.replica;
  const { desk } = work.session;
  const erasure = entity.withdrawn === null ? null : read(store, erasureCodec, anchor);
  const state = isBeingWithdrawn(work, anchor) ? 'withdrawing' : 'standing';
  return {
    anchor: toHex(anchor),
    recording: recordingOf(work, anchor, entity),
    is,
    holder: partyOf(store, entity.holder),
    other: partyOf(store, entity.other),
    state: entity.withdrawn === null ? state : 'withdrawn',
    code: null,
    anchored: entity.anchored.time,
    withdrawn: entity.withdrawn && {
      time: entity.withdrawn.time,
      by: staffName(store, entity.withdrawn.by),
      receipts: (erasure === null ? [] : dueReceipts(store, anchor, erasure)).map(
        ({ institution, receipt }) => ({
          institution: institutionName(store, institution),
          time: receipt?.time ?? null,
        }),
      ),
    },
    readers: desk.recordingAnchors.readers(anchor).map((doctor) => partyOf(store, doctor)),
  };
}

/** On this computer, in hex: what both signed leads to it, also from the other doctor's. */
function recordingOf({ session }: VisitWork, anchor: Uint8Array, entity: RecordingAnchor): string | null {
  const { recordingAnchors, recordings } = session.desk;
  const own = recordingAnchors.find(anchor)?.recording;
  const held = recordings
    .list()
    .find(({ about, recording }) =>
      own === undefined ? isOfBoth(about, entity) : bytesEqual(recording, own),
    );
  return held === undefined ? null : toHex(held.recording);
}

/** Whether what a desk holds is the recording of an anchor. */
export function isOfBoth(about: Uint8Array, { consents }: RecordingAnchor): boolean {
  return decodeAbout(about).consents.every((signed, index) =>
    bytesEqual(consentHash(signed), consents[index] ?? new Uint8Array(0)),
  );
}

/** Signed here, and not on the ledger: on its way, or refused; a refused one gives way to the next try. */
function waitingViews(work: VisitWork): readonly AnchoredView[] {
  const { desk, identity } = work.session;
  const { store } = work.ledger.replica;
  return desk.recordingAnchors.list().flatMap((own): AnchoredView[] => {
    const entry = desk.outbox.entry(own.outbox);
    const isLast = isNewest(work, own);
    if (entry === null || !isLast || read(store, recordingAnchorCodec, own.anchor) !== null) return [];
    const body = decodeBody(entry.body);
    if (body.kind !== 'consult/anchor') return [];
    return [
      {
        anchor: toHex(own.anchor),
        recording: toHex(own.recording),
        is: 'holder',
        holder: partyOf(store, identity.entity),
        other: partyOf(store, body.other),
        state: entry.state === 'rejected' ? 'refused' : 'waiting',
        code: entry.code,
        anchored: null,
        withdrawn: null,
        readers: [],
      },
    ];
  });
}

function isNewest({ session }: VisitWork, { anchor, recording }: DeskAnchor): boolean {
  const newest = session.desk.recordingAnchors.ofRecording(recording);
  return newest !== null && bytesEqual(newest.anchor, anchor);
}

function isBeingWithdrawn({ session }: VisitWork, anchor: Uint8Array): boolean {
  const isIt = ({ body: bytes, kind, state }: OutboxEntry): boolean => {
    if (kind !== 'consult/withdraw' || isSettled(state)) return false;
    const body = decodeBody(bytes);
    return body.kind === 'consult/withdraw' && bytesEqual(body.anchor, anchor);
  };
  return session.desk.outbox.unsettled().some(isIt);
}
