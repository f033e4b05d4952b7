import type { Seat } from './seat.ts';
import { settle, talking, three } from './talking.ts';
import { Wire } from './wire.ts';

/** Two doctors in a dialogue with a wire between their pages. */
export async function connected() {
  const world = three();
  const request = await talking(world);
  const { li, wang } = world;
  await settle([li, wang], () => isCalm([li, wang]));
  const wire = new Wire(li, wang);
  wire.want(wang, request);
  await settle([li, wang], () => liveAt(li, request) === 'yes' && liveAt(wang, request) === 'yes');
  await settle([li, wang], () => isCalm([li, wang]));
  return { ...world, request, wire, both: [li, wang] as const };
}

export function liveAt(seat: Seat, request: Uint8Array): string {
  return seat.service.links.stateOf(request).live;
}

/** Nothing is on its way to anybody. */
export function isCalm(seats: readonly Seat[]): boolean {
  return seats.every((seat) => seat.desk.mail.streams().length === 0);
}
