/** What the other side proposes or answers of what both agree to: exchanges of records, terms of messages, transcripts. */
import type { Content } from '../../../consult/contents.ts';
import type { MessageId } from '../../../consult/ids.ts';
import { toHex } from '../../../crypto/bytes.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import { takeTranscript, takeTranscriptAnswer } from '../transcript/transcript.ts';
import type { Portion } from './incoming.ts';
import type { DialoguePorts } from './ports.ts';
import { takeRetention } from './retention.ts';

type Agreement = Content & { readonly kind: 'exchange' | 'retention' | 'transcript' | 'transcript-answer' };
type Verdict = 'taken' | { readonly refusal: string };

export function isAgreement(content: Content): content is Agreement {
  return ['exchange', 'retention', 'transcript', 'transcript-answer'].includes(content.kind);
}

export function takeAgreement(
  ports: DialoguePorts,
  { dialogue, content }: { readonly dialogue: DeskDialogue; readonly content: Agreement },
  { arrived }: Pick<Portion, 'arrived'>,
): Verdict {
  const refusal = refusalOf(ports, dialogue, content);
  if (refusal !== null) return { refusal };
  if (content.kind === 'exchange' || content.kind === 'transcript') note(arrived, dialogue, content.id);
  return 'taken';
}

function refusalOf(ports: DialoguePorts, dialogue: DeskDialogue, content: Agreement): string | null {
  const { desk } = ports.session;
  switch (content.kind) {
    case 'retention': {
      const said = { content, now: ports.clock.now() };
      return takeRetention(desk.retentions, dialogue.id, said) ? null : 'dialogue-retention-unknown';
    }
    case 'transcript':
      return takeTranscript(ports, dialogue, content);
    case 'transcript-answer':
      return takeTranscriptAnswer(ports, dialogue, content);
    case 'exchange':
      return takeExchange(desk, dialogue, content);
  }
}

/** Only beside the message that shows it; a name that is known already is another one's. */
function takeExchange(
  { messages, exchanges }: DialoguePorts['session']['desk'],
  dialogue: DeskDialogue,
  { id, time, exchange, salt, note: said, statements }: Content & { readonly kind: 'exchange' },
): string | null {
  if (exchanges.find(exchange) !== null) return 'dialogue-message-twice';
  const name = { dialogue: dialogue.id, mine: false, message: id };
  if (messages.add({ ...name, time, text: '', reply: null }) === null) return 'dialogue-message-twice';
  exchanges.add({ ...name, exchange, salt, note: said, statements });
  return null;
}

/** It shows as a message, and its author is told that it came. */
function note(arrived: Portion['arrived'], { request }: DeskDialogue, id: MessageId): void {
  const key = toHex(request);
  arrived.set(key, [...(arrived.get(key) ?? []), id]);
}
