import { Box, Button, Typography } from '@mui/material';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import type { Writing } from './Composer.tsx';
import { Message } from './Message.tsx';
import type { Messages } from './useMessages.ts';

interface MessageListProps extends Pick<Messages, 'hasOlder' | 'isNewest' | 'toNewest' | 'toOlder'> {
  readonly list: readonly DialogueMessageView[];
  readonly canWrite: boolean;
  readonly onWriting: (writing: Writing) => void;
}

/** What was said, the newest at the foot; older messages come as the doctor scrolls back. */
export function MessageList(props: MessageListProps) {
  const { list, canWrite, hasOlder, isNewest, onWriting, toNewest, toOlder } = props;
  const { t } = useTranslation();
  const { box, onScroll } = useSteadyScroll(list, toOlder);
  if (list.length === 0) return <Typography color="textSecondary">{t('consults.noMessages')}</Typography>;
  return (
    <Box
      ref={box}
      onScroll={onScroll}
      tabIndex={0}
      role="region"
      aria-label={t('consults.messages')}
      sx={{ flexGrow: 1, flexBasis: 0, minHeight: 160, overflow: 'auto', overflowAnchor: 'none' }}
    >
      {hasOlder && <Button onClick={toOlder}>{t('consults.earlier')}</Button>}
      <Box
        component="ol"
        aria-live="polite"
        sx={{
          display: 'flex',
          flexDirection: 'column',
          gap: 1,
          listStyle: 'none',
          p: 0,
          m: 0,
          position: 'relative',
        }}
      >
        {list.map((message) => (
          <Message key={message.row} message={message} canWrite={canWrite} onWriting={onWriting} />
        ))}
      </Box>
      {!isNewest && <Button onClick={toNewest}>{t('consults.newest')}</Button>}
    </Box>
  );
}

/** So near the beginning older messages are fetched; px. */
const NEAR = 160;

/** What is read stays where it is when something comes before or after it; at the foot the newest stays in sight. */
function useSteadyScroll(
  list: readonly DialogueMessageView[],
  toOlder: () => void,
): { readonly box: RefObject<HTMLDivElement | null>; readonly onScroll: () => void } {
  const box = useRef<HTMLDivElement>(null);
  /** The message at the head, and how far below it that is; null at the foot. */
  const held = useRef<{ readonly row: string; readonly at: number } | null>(null);
  const keep = (): void => {
    const { current } = box;
    if (current === null) return;
    const { row, at } = held.current ?? { row: null, at: 0 };
    const message =
      row === null ? undefined : messagesIn(current).find(({ dataset }) => dataset['row'] === row);
    current.scrollTop = message === undefined ? current.scrollHeight : message.offsetTop - at;
  };
  useLayoutEffect(keep, [list]);
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    // The window, or what stands beside, took or gave room.
    const resized = new ResizeObserver(keep);
    resized.observe(current);
    return () => resized.disconnect();
  }, []);
  const onScroll = (): void => {
    const { current } = box;
    if (current === null) return;
    const { clientHeight, scrollHeight, scrollTop } = current;
    const first = messagesIn(current).find(
      ({ offsetHeight, offsetTop }) => offsetTop + offsetHeight > scrollTop,
    );
    const isAtFoot = scrollHeight - scrollTop - clientHeight < 8;
    const row = first?.dataset['row'];
    held.current =
      isAtFoot || first === undefined || row === undefined ? null : { row, at: first.offsetTop - scrollTop };
    if (scrollTop < NEAR) toOlder();
  };
  return { box, onScroll };
}

function messagesIn(box: HTMLElement): readonly HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('li[data-row]')];
}
