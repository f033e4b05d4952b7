import { toMessageId } from '../../../../consult/ids.ts';
import { isConsiliumError } from '../../../../errors.ts';
import { say } from '../conversation.ts';
import type { DialoguePorts } from '../ports.ts';
import type { LineOf } from './transferWork.ts';

/** A word on what a message brings, by the row of that message; inside the desk's transaction. */
export function sayOfGiven(
  ports: DialoguePorts,
  { request }: LineOf,
  message: number,
  kind: 'stored' | 'received',
): void {
  const id = ports.session.desk.given.messageOf(message);
  if (id === null) return;
  try {
    say(ports, request, { kind, time: ports.clock.now(), id: toMessageId(id) });
  } catch (error) {
    // The dialogue may just have ended; then there is nobody to tell.
    if (!isConsiliumError(error)) throw error;
    ports.logger.info('dialogue-file', { code: error.code });
  }
}
