/** Files and records of dialogues in the request table; see api/dialogueFiles.ts for what each refuses. */
import { fromHex } from '../../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../../errors.ts';
import type { dialogueFilesApi } from '../../../api/dialogueFiles.ts';
import type { ArgsOf } from '../../../api.ts';
import type { CoreContext, HandlersOf } from '../../context.ts';
import type { InvitationBox } from '../../joining/box.ts';
import { VisitWork } from '../../visits/work.ts';
import type { DialogueHub } from '../hub.ts';
import { giveAttached, giveRecord } from './give.ts';
import { giveable, givenDocument } from './record.ts';

export function dialogueFileHandlers(
  hub: DialogueHub,
  context: CoreContext,
  invitations: InvitationBox,
): HandlersOf<keyof typeof dialogueFilesApi> {
  const work = new VisitWork(context, invitations);
  /** What is in the desk now goes on its way. */
  const told = (): Record<string, never> => {
    const { ports, transfers } = hub.demand().service;
    transfers.refresh();
    ports.changed();
    hub.wake();
    return {};
  };
  return {
    'dialogue/give': async ({ dialogue }) => {
      giveAttached(hub.demand().service.ports, fromHex(dialogue));
      return told();
    },
    'dialogue/give-record': async ({ dialogue, of, parts }) => {
      const { ports } = hub.demand().service;
      const given = await giveable(work, of);
      await giveRecord(ports, fromHex(dialogue), { ...given, parts: parts ? given.parts : null });
      return told();
    },
    'dialogue/transfer': async (args) => {
      setTransfer(hub, args);
      return told();
    },
    'dialogue/record': async (args) => givenDocument(work, args),
  };
}

function setTransfer(hub: DialogueHub, { message, set }: ArgsOf<'dialogue/transfer'>): void {
  const { given } = hub.demand().service.ports.session.desk;
  const state = given.of(message)?.state;
  const isTaken = set === 'take' && state === 'offered';
  if (!isTaken && state !== 'wanted') throw new ConsiliumError('dialogue-message-unknown');
  if (isTaken) given.setState(message, 'wanted');
  else given.setPaused(message, set === 'pause');
}
