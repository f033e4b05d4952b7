/** A page with the shared view of two doctors side by side, and a real connection between them. */
import { createElement, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../../../renderer/app/Themed.tsx';
import { SharedView } from '../../../renderer/calls/sharedView/SharedView.tsx';
import { useShared, type Shared } from '../../../renderer/calls/sharedView/useShared.ts';
import { startTranslation } from '../../../renderer/i18n/index.ts';
import { LinkWays } from '../../../renderer/peer/linkWays.ts';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { connectedPair, type End } from '../peer/pair.ts';

/** What lies at both ends; by its row. */
export interface Given {
  readonly messages: ResultOf<'dialogue/messages'>;
  /** Base64, by row. */
  readonly files: Readonly<Record<number, string>>;
  readonly record: ResultOf<'dialogue/record'>;
}

const DIALOGUE = '11'.repeat(32);
const DOCTORS = [
  { id: '01'.repeat(16), name: '李明' },
  { id: '02'.repeat(16), name: '王芳' },
] as const;

/** Answers what the viewer asks of the core: what both were given in their dialogue. */
function answers(given: Given, channel: string, args: unknown): unknown {
  if (channel === 'dialogue/messages') return given.messages;
  if (channel === 'dialogue/record') return given.record;
  const { message } = (args as { readonly of: { readonly message: number } }).of;
  return { bytes: Uint8Array.from(atob(given.files[message] ?? ''), (one) => one.charCodeAt(0)) };
}

function waysOf(end: End): LinkWays {
  const ways = new LinkWays((channel, bytes) => void end.peer.send(channel, bytes).catch(() => undefined));
  end.onMessage = (channel, message) => {
    if (channel !== 'bulk') ways.hear(channel, message);
  };
  return ways;
}

interface DoctorProps {
  readonly ways: LinkWays;
  readonly me: (typeof DOCTORS)[number];
  readonly other: (typeof DOCTORS)[number];
}

function Doctor({ ways, me, other }: DoctorProps) {
  const names = { mine: me.name, theirs: other.name };
  const shared: Shared | null = useShared({ ways, me: me.id, other: other.id, names });
  useEffect(() => ways.opened(), [ways]);
  const style = { width: 660, height: 720, display: 'flex' } as const;
  return createElement(
    'main',
    { id: me.id, style },
    shared === null ? null : createElement(SharedView, { shared, dialogue: DIALOGUE }),
  );
}

async function show(given: Given): Promise<void> {
  Object.assign(window, {
    consilium: {
      invoke: async (channel: string, args: unknown) =>
        Promise.resolve({ ok: true, value: answers(given, channel, args) }),
      on: () => () => undefined,
    },
  });
  await startTranslation('zh-CN');
  const [a, b] = await connectedPair();
  const [li, wang] = DOCTORS;
  const both = createElement(
    'div',
    { style: { display: 'flex', gap: 20 } },
    createElement(Doctor, { ways: waysOf(a), me: li, other: wang }),
    createElement(Doctor, { ways: waysOf(b), me: wang, other: li }),
  );
  const root = document.createElement('div');
  document.body.append(root);
  createRoot(root).render(createElement(Themed, null, both));
}

Object.assign(window, { show });
