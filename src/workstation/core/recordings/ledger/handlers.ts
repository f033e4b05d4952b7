/** Recordings of the ledger in the request table; see api/ledgerRecordings.ts. */
import { bytesEqual, fromHex } from '../../../../crypto/bytes.ts';
import { toStaffId } from '../../../../crypto/ids.ts';
import { ConsiliumError } from '../../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';
import type { ledgerRecordingsApi } from '../../../api/ledgerRecordings.ts';
import type { HandlersOf } from '../../context.ts';
import type { VisitWork } from '../../visits/work.ts';
import type { RecordingPorts } from '../closing.ts';
import { makeRecordingProof } from '../../../proof/recordingProof.ts';
import { demandStanding, putOnLedger, rowFor, takeBack } from './anchor.ts';
import { OpenedRecordings } from './opened.ts';
import { anchoredViews, partyOf } from './views.ts';

export function ledgerRecordingHandlers(
  work: VisitWork,
  ports: () => RecordingPorts,
): HandlersOf<keyof typeof ledgerRecordingsApi> {
  const opened = new OpenedRecordings(work);
  return {
    'recording/anchor': async ({ recording }) =>
      work.inTurn(`recording ${recording}`, async () => putOnLedger(work, ports(), fromHex(recording))),
    'recording/anchored': async () => anchoredViews(work),
    'recording/withdraw': async ({ anchor }) =>
      work.inTurn(`recording ${anchor}`, async () => takeBack(work, fromHex(anchor))),
    'recording/reader': async (args) =>
      work.inTurn(`recording ${args.anchor}`, async () => setReader(work, opened, args)),
    'recording/open-anchored': async ({ anchor }) => openedView(work, opened, fromHex(anchor)),
    'recording/anchored-segment': async ({ anchor, ...at }) => {
      const { durationMs, finding, media } = await opened.segment(fromHex(anchor), at);
      return { bytes: media, durationMs, finding };
    },
    'recording/proof': async ({ anchor }) => {
      const { salt, signed } = await opened.open(fromHex(anchor));
      return {
        name: `consilium-recording-${anchor.slice(0, 12)}.json`,
        bytes: makeRecordingProof(work.ledger.replica.store, { anchor: fromHex(anchor), salt, signed }),
      };
    },
  };
}

/** The node first: what the desk says is what was done. */
async function setReader(
  work: VisitWork,
  opened: OpenedRecordings,
  args: ArgsOf<'recording/reader'>,
): Promise<Record<string, never>> {
  await work.ledger.catchUp();
  const anchor = fromHex(args.anchor);
  const doctor = toStaffId(fromHex(args.doctor));
  const { holder } = demandStanding(work, anchor);
  const { desk, identity } = work.session;
  if (!bytesEqual(holder, identity.entity)) throw new ConsiliumError('anchor-doctors');
  const { recordings } = work.ledger.node;
  if (args.may) {
    const { key } = await opened.open(anchor);
    await recordings.name({ anchor, ...rowFor(work, doctor, { anchor, key }), doctor });
  } else await recordings.unname(anchor, doctor);
  desk.recordingAnchors.setReader(anchor, doctor, args.may);
  return {};
}

async function openedView(
  work: VisitWork,
  opened: OpenedRecordings,
  anchor: Uint8Array,
): Promise<ResultOf<'recording/open-anchored'>> {
  const { manifest } = await opened.open(anchor);
  const { store } = work.ledger.replica;
  const [holder, other] = manifest.doctors;
  return {
    holder: partyOf(store, holder.doctor),
    other: partyOf(store, other.doctor),
    began: manifest.began,
    durationMs: manifest.ended - manifest.began,
    hasPatient: manifest.patient !== null,
    sides: manifest.sides.map(({ segments, side }) => ({
      side,
      segments: segments.map(({ contentType, durationMs, from }) => ({ from, durationMs, contentType })),
    })),
  };
}
