/** Video consults of the request table; see api/calls.ts for what each refuses. */
import type { CallEvent } from '../../../consult/call/callState.ts';
import { toCallId, toRingHash } from '../../../consult/ids.ts';
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { millis } from '../../../ports.ts';
import type { callsApi } from '../../api/calls.ts';
import type { HandlersOf } from '../context.ts';
import type { DialogueHub } from '../dialogue/hub.ts';
import type { DialoguePorts } from '../dialogue/ports.ts';
import type { Calls } from './calls.ts';
import { answerVideo, askVideo, withdrawVideo } from './videoRequests.ts';
import { callsOf, callView } from './views.ts';

export function callHandlers(hub: DialogueHub): HandlersOf<keyof typeof callsApi> {
  const calls = (): Calls => hub.demand().service.calls;
  const ports = (): DialoguePorts => hub.demand().service.ports;
  const told = (): Record<string, never> => {
    ports().changed();
    ports().called(false);
    hub.wake();
    return {};
  };
  const happened = (call: string, event: CallEvent): Record<string, never> => {
    calls().happened(toCallId(fromHex(call)), event);
    return {};
  };
  return {
    'call/ask': async ({ at, dialogue, reason }) => {
      const wanted = { reason, at: at === null ? null : millis(at) };
      const request = await askVideo(ports(), fromHex(dialogue), wanted);
      told();
      return { request: toHex(request) };
    },
    'call/answer': async ({ accepts, request }) => {
      await answerVideo(ports(), fromHex(request), accepts ? 'grant' : 'decline');
      return told();
    },
    'call/withdraw': async ({ request }) => {
      withdrawVideo(ports(), fromHex(request));
      return told();
    },
    'call/of': async ({ dialogue }) => callsOf(ports(), fromHex(dialogue)),
    'call/ring': async ({ dialogue, media }) => {
      await calls().ring(fromHex(dialogue), media);
      return {};
    },
    'call/now': async () => {
      const line = calls().now();
      return { call: line && callView(ports(), line) };
    },
    'call/take': async ({ call }) => happened(call, { is: 'taken' }),
    'call/refuse': async ({ call, why }) => happened(call, { is: 'refused', why }),
    'call/hang-up': async ({ call }) => happened(call, { is: 'hung-up' }),
    'call/renew': async ({ call }) => happened(call, { is: 'renew' }),
    'call/put-away': async ({ call }) => {
      calls().putAway(toCallId(fromHex(call)));
      return {};
    },
    'call/certificate': async ({ call, certificate }) =>
      happened(call, { is: 'certificate', call: toCallId(fromHex(call)), certificate: fromHex(certificate) }),
    ...connectionHandlers(calls),
  };
}

type ConnectionChannel =
  | 'call/orders'
  | 'call/signal'
  | 'call/seen'
  | 'call/way'
  | 'call/media-key'
  | 'call/rekey';

function connectionHandlers(calls: () => Calls): HandlersOf<ConnectionChannel> {
  return {
    'call/orders': async () => calls().orders(),
    'call/signal': async ({ ring, signal }) => {
      calls().ofRing({ is: 'signal', ring: toRingHash(fromHex(ring)), signal });
      return {};
    },
    'call/seen': async ({ own, remote, ring, ...negotiated }) => {
      const seen = { own: fromHex(own), remote: fromHex(remote), ...negotiated };
      calls().ofRing({ is: 'seen', ring: toRingHash(fromHex(ring)), seen });
      return {};
    },
    'call/way': async ({ ring, way }) => {
      calls().ofRing({ is: 'way', ring: toRingHash(fromHex(ring)), way });
      return {};
    },
    'call/media-key': async ({ call, epoch, key, kid }) => {
      calls().say(toCallId(fromHex(call)), { word: 'media-key', epoch, kid, key });
      return {};
    },
    'call/rekey': async ({ call, epoch }) => {
      calls().say(toCallId(fromHex(call)), { word: 'rekey', epoch });
      return {};
    },
  };
}
