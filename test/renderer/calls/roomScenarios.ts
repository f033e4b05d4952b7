/** The room of a call in a page, with what may break in its middle, and its keys. */
import { createElement, Fragment, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../../../renderer/app/Themed.tsx';
import { CallKeys } from '../../../renderer/calls/CallKeys.tsx';
import type { CallConnection } from '../../../renderer/calls/callConnection.ts';
import { ask } from '../../../renderer/client/core.ts';
import { startTranslation } from '../../../renderer/i18n/index.ts';
import { Guarded } from '../../../renderer/parts/Guarded.tsx';
import { CallRoom } from '../../../renderer/screens/call/CallRoom.tsx';
import type { CallView } from '../../../src/workstation/api/calls.ts';
import { connection, scenarios, type RoomScenarios } from './callScenarios.ts';

let isBroken = false;

/** A viewer whose drawing throws, as one does whose image is not what it says. */
function Viewer() {
  if (isBroken) throw new RangeError('Invalid typed array length');
  return createElement('p', null, 'viewer');
}

const GUARDED = { broken: 'broken', again: 'again' };

interface RoomProps {
  readonly connection: CallConnection;
  readonly view: CallView;
}

function Room({ connection, view }: RoomProps) {
  const shown = useSyncExternalStore(connection.subscribe, () => connection.snapshot);
  const middle = createElement(Guarded, GUARDED, createElement(Viewer));
  const keys = createElement(CallKeys, { call: view.call, connection, media: view.media });
  const room = createElement(CallRoom, {
    view,
    connection,
    shown,
    middle,
    isSmall: false,
    onSmall: () => undefined,
  });
  return createElement(Fragment, null, keys, room);
}

async function openRoom(): Promise<void> {
  await startTranslation('en');
  const { call } = await ask('call/now', {});
  if (call === null) throw new Error('no call');
  const root = document.createElement('div');
  document.body.append(root);
  const room = createElement(Room, { connection, view: call });
  createRoot(root).render(createElement(Themed, null, room));
}

function breakViewer(isSo: boolean): void {
  isBroken = isSo;
}

function press(key: string): void {
  const how = { key, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true };
  window.dispatchEvent(new KeyboardEvent('keydown', how));
}

function middle(): string {
  const texts = ['viewer', 'broken'].filter((text) => document.body.innerText.includes(text));
  return texts.join();
}

function openAgain(): void {
  for (const button of document.querySelectorAll('button')) if (button.innerText === 'again') button.click();
}

const room: RoomScenarios = { openRoom, breakViewer, middle, openAgain, press };
Object.assign(window, { scenarios: { ...scenarios, ...room } });
