import { ask } from '../client/core.ts';
import { useKey } from '../client/keys.ts';
import type { MediaKind } from './media/frameForm.ts';
import { usePushToTalk } from './pushToTalk.ts';
import type { CallConnection } from './callConnection.ts';

interface CallKeysProps {
  readonly call: string;
  readonly connection: CallConnection;
  readonly media: MediaKind;
}

/** With Ctrl and Shift: single letters are those of the viewer of images, and of what is written during a call. */
export function CallKeys({ call, connection, media }: CallKeysProps) {
  const toggle = (kind: MediaKind): void => {
    const { isCameraOff, isMuted } = connection.snapshot;
    connection.setOff(kind, kind === 'audio' ? !isMuted : !isCameraOff);
  };
  useKey({ key: 'm', ctrl: true, shift: true }, () => toggle('audio'));
  useKey({ key: 'o', ctrl: true, shift: true }, () => media === 'video' && toggle('video'));
  // Of a call that has just ended there is nothing to end.
  useKey(
    { key: 'h', ctrl: true, shift: true },
    () => void ask('call/hang-up', { call }).catch(() => undefined),
  );
  usePushToTalk(connection);
  return null;
}
