/** Two doctors whose call is live, with their parts of the request table. */
import { toHex } from '../../../src/crypto/bytes.ts';
import type { CoreContext, HandlersOf } from '../../../src/workstation/core/context.ts';
import type { DialogueHub } from '../../../src/workstation/core/dialogue/hub.ts';
import { answerVideo, askVideo } from '../../../src/workstation/core/calls/videoRequests.ts';
import { callsOf } from '../../../src/workstation/core/calls/views.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import type { recordingsApi } from '../../../src/workstation/api/recordings.ts';
import { recordingHandlers } from '../../../src/workstation/core/recordings/handlers.ts';
import { temporaryFolder } from '../../replica/support/temporary.ts';
import { CallPage } from '../calls/callPage.ts';
import { isCalm } from '../dialogue/support/connected.ts';
import type { Seat } from '../dialogue/support/seat.ts';
import { settle, talking, three } from '../dialogue/support/talking.ts';
import { chunk } from './recorded.ts';

type Table = HandlersOf<keyof typeof recordingsApi>;

/** Their part of the request table. */
export function tableOf(seat: Seat): Table {
  const hub = { demand: () => ({ service: seat.service }), wake: () => seat.service.wake() };
  // Consent of a patient takes a visit, and with it a ledger of its own.
  const context = {} as CoreContext;
  return recordingHandlers(hub as unknown as DialogueHub, context, invitationBox(temporaryFolder()));
}

/** Both see each other. */
export async function live() {
  const world = three();
  const { li, wang } = world;
  const request = await talking(world);
  const pages = [new CallPage(li), new CallPage(wang)] as const;
  const until = async (isSo: () => boolean): Promise<void> =>
    settle([li, wang], () => {
      for (const page of pages) page.work();
      return isSo();
    });
  const asked = await askVideo(li.ports, request, { reason: '请看这例', at: null });
  await until(() => callsOf(wang.ports, request).requests.length === 1);
  await answerVideo(wang.ports, asked, 'grant');
  await until(() => callsOf(li.ports, request).requests[0]?.state === 'accepted');
  await li.service.calls.ring(request, 'video');
  await until(() => pages[1].phase === 'rung');
  pages[1].take();
  await until(() => pages.every(({ connects }) => connects.length === 1));
  for (const page of pages) page.see();
  await until(() => pages.every(({ phase }) => phase === 'live'));
  return {
    ...world,
    request,
    dialogue: toHex(request),
    pages,
    until,
    ofLi: tableOf(li),
    ofWang: tableOf(wang),
  };
}

export type Live = Awaited<ReturnType<typeof live>>;

export const proposal = { scope: 'video', patient: null } as const;

/** Li records the call with Wang's consent, two segments of each side, and both hang up. */
export async function recordedCall() {
  const at = await live();
  const { dialogue, li, ofLi, ofWang, pages, until, wang } = at;
  const { recording } = await ofLi['recording/propose']({ dialogue, ...proposal });
  await until(() => wang.service.recordings.stateOf(at.request).phase === 'proposed');
  await ofWang['recording/answer']({ dialogue, agrees: true });
  await until(() => li.service.recordings.stateOf(at.request).phase === 'on');
  for (const side of ['own', 'other'] as const)
    for (const segment of [0, 1])
      await ofLi['recording/chunk']({ recording, ...chunk(side, segment, 0, true) });
  await ofLi['recording/stop']({ dialogue });
  await ofLi['recording/finish']({ recording });
  pages[1].hangUp();
  await until(() => pages.every(({ phase }) => phase !== 'live') && isCalm([li, wang]));
  return { ...at, recording, both: [li, wang] as const };
}
