import { useTranslation } from 'react-i18next';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { byteSize, dateTime } from '../../client/format.ts';
import { Choice } from '../../parts/Choice.tsx';

interface ByMessagesProps {
  /** The oldest first. */
  readonly messages: readonly DialogueMessageView[];
  /** Rows of the first and the last one. */
  readonly from: string;
  readonly to: string;
  readonly onChange: (rows: { readonly from: string; readonly to: string }) => void;
}

/** From one message to another, of those on screen. */
export function ByMessages({ from, messages, onChange, to }: ByMessagesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const options = messages.map((message) => [String(message.row), lineOf(message)] as const);
  return (
    <>
      <Choice
        label={t('transcript.from')}
        value={from}
        options={options}
        onChange={(value) => onChange({ from: value, to })}
      />
      <Choice
        label={t('transcript.to')}
        value={to}
        options={options}
        onChange={(value) => onChange({ from, to: value })}
      />
    </>
  );

  function lineOf(message: DialogueMessageView): string {
    return `${dateTime(message.time)} ${wordsOf(message)}`;
  }

  function wordsOf({ deleted, exchange, given, text }: DialogueMessageView): string {
    if (deleted !== null) return t('consults.removed');
    if (exchange !== null) return t('exchange.propose');
    if (given?.kind === 'recording') return t('recording.of');
    if (given === null || text !== '') return text.slice(0, 40);
    if (given.kind === 'record') return t('given.card.title');
    return given.kind === 'voice'
      ? t('given.voice')
      : t('given.files', { count: given.count, size: byteSize(given.size, language) });
  }
}
