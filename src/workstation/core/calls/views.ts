/** Calls and the requests for them as screens see them. */
import { active } from '../../../consult/call/callActive.ts';
import { hasSecondLayer } from '../../../contracts/consult/parameters.ts';
import { toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { VideoRequest } from '../../../replica/desk/videoRequests.ts';
import type { ResultOf } from '../../api.ts';
import type { CallView, PastCallView, VideoRequestView } from '../../api/calls.ts';
import { dialogueView } from '../dialogue/views.ts';
import type { DialoguePorts } from '../dialogue/ports.ts';
import type { CallLine } from './calls.ts';
import { rightsOf } from './videoRequests.ts';

const MOST_SHOWN = 20;

/** Errors: `dialogue-unknown`. */
export function callsOf(ports: DialoguePorts, request: Uint8Array): ResultOf<'call/of'> {
  const { calls, dialogues, videoRequests } = ports.session.desk;
  const dialogue = dialogues.find(request);
  if (dialogue === null) throw new ConsiliumError('dialogue-unknown');
  return {
    requests: videoRequests.of(dialogue.id, MOST_SHOWN).map((one) => requestView(ports, one)),
    until: rightsOf(ports, dialogue)[0]?.until ?? null,
    calls: calls
      .of(dialogue.id, MOST_SHOWN)
      .filter(({ end }) => end?.reason !== 'glare')
      .map(({ began, call, end, mine }): PastCallView => ({
        call: toHex(call),
        mine,
        began,
        reason: end?.reason ?? null,
        by: end?.by ?? null,
        durationMs: end?.durationMs ?? 0,
      })),
  };
}

function requestView({ clock }: DialoguePorts, request: VideoRequest): VideoRequestView {
  const { at, expires, hash, issued, mine, reason, state } = request;
  const isExpired = state === 'waiting' && expires <= clock.now();
  return { request: toHex(hash), mine, reason, issued, expires, at, state: isExpired ? 'expired' : state };
}

export function callView(ports: DialoguePorts, { dialogue, state }: CallLine): CallView | null {
  const found = ports.session.desk.dialogues.find(dialogue);
  if (state.phase === 'idle' || found === null) return null;
  const { compared, doctor, safety } = dialogueView(ports, found, { live: 'no', typing: false });
  const record = ports.session.desk.calls.find(state.call);
  const seen = active(state) && state.pair?.told ? state.pair.seen : null;
  return {
    call: toHex(state.call),
    dialogue: toHex(dialogue),
    doctor: { name: doctor.name, institution: doctor.institution },
    phase: state.phase,
    media: state.phase === 'ended' ? (record?.media ?? 'video') : state.media,
    started: active(state) ? state.started : null,
    protection: seen && {
      srtpCipher: seen.srtpCipher,
      tlsVersion: seen.tlsVersion,
      dtlsCipher: seen.dtlsCipher,
      sealed: hasSecondLayer(ports.state),
    },
    safety,
    compared,
    end:
      state.phase === 'ended' ? { reason: state.reason, by: state.by, durationMs: state.durationMs } : null,
  };
}
