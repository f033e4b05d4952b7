/** What a transcript says: each message as this desk has it, what was changed or deleted named as such. */
import { toHex } from '../../../crypto/bytes.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import type { DialogueMessage } from '../../../replica/desk/dialogueMessages.ts';
import type { Bilingual } from '../../api/common.ts';

export interface Speakers {
  readonly me: { readonly name: Bilingual; readonly institution: Bilingual };
  readonly peer: { readonly name: Bilingual; readonly institution: Bilingual };
}

type Sources = Pick<Desk, 'exchanges' | 'given'>;

/** In both languages: a record is read in either. Times are of the authors' clocks. */
export function transcriptText(
  desk: Sources,
  messages: readonly DialogueMessage[],
  { me, peer }: Speakers,
): string {
  const head = [
    '对话记录 Transcript of a dialogue',
    [me, peer].map(({ name, institution }) => `${both(name)}, ${both(institution)}`).join(' | '),
  ];
  const lines = messages.map((message) => {
    const { name } = message.mine ? me : peer;
    return `[${instant(message.time)}] ${both(name)}: ${contentOf(desk, message)}`;
  });
  return [...head, '', ...lines].join('\n');
}

function contentOf({ exchanges, given }: Sources, message: DialogueMessage): string {
  const { deleted, edited, text } = message;
  if (deleted !== null) return `〔已删除 deleted ${instant(deleted)}〕`;
  const exchange = text === '' ? exchanges.at(message) : null;
  if (exchange !== null) return `〔病历交换 exchange of records ${toHex(exchange.exchange).slice(0, 16)}〕`;
  if (given.of(message.id) !== null) return '〔文件 files〕';
  return edited === null ? text : `${text} 〔已修改 changed ${instant(edited)}〕`;
}

function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function both({ zh, en }: Bilingual): string {
  return zh === en ? zh : `${zh} ${en}`;
}
