/** Transcripts of dialogues in the request table; what belongs to notes is beside those (visits/handlers.ts). */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import { decodeTranscript } from '../../../consult/transcript.ts';
import type { transcriptApi } from '../../api/transcript.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import type { DialogueHub } from '../dialogue/hub.ts';
import type { InvitationBox } from '../joining/box.ts';
import { VisitWork } from '../visits/work.ts';
import { answerTranscript, askForTranscript, knownTranscript } from './transcript.ts';

type Channel = Exclude<keyof typeof transcriptApi, 'transcript/attach' | 'transcript/read'>;

export function transcriptHandlers(
  context: CoreContext,
  hub: Pick<DialogueHub, 'demand' | 'wake'>,
  invitations: InvitationBox,
): HandlersOf<Channel> {
  const work = new VisitWork(context, invitations);
  const said = (): void => {
    hub.demand().service.ports.changed();
    hub.wake();
  };
  return {
    'transcript/ask': async (args) => {
      const asked = await askForTranscript({ work, ports: hub.demand().service.ports }, args);
      said();
      return asked;
    },
    'transcript/span': async ({ dialogue, since, until }) => {
      const { dialogues, messages } = hub.demand().service.ports.session.desk;
      const found = dialogues.find(fromHex(dialogue));
      if (found === null) throw new ConsiliumError('dialogue-unknown');
      return messages.span(found.id, { since: millis(since), until: millis(until) });
    },
    'transcript/view': async ({ transcript: name }) => {
      const { message, mine, state, transcript } = knownTranscript(hub.demand().service.ports, name);
      return { transcript: toHex(message), mine, state, text: decodeTranscript(transcript).text };
    },
    'transcript/answer': async (args) => {
      answerTranscript(hub.demand().service.ports, args);
      said();
      return {};
    },
  };
}
