/** What tests of dialogues do again and again on a machine, by the request table. */
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { Machine } from './support.ts';

type Dialogue = ResultOf<'dialogue/list'>[number];

/** Asks until the answer is as wanted: the core works on between the questions. */
export async function until<T>(ask: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  let value = await ask();
  while (!isWanted(value)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    value = await ask();
  }
  return value;
}

/** Of the machine as it is when a step is taken. */
export function stepsOf(machine: () => Machine) {
  const requests = async () => (await machine().ask('dialogue/requests', {})).requests;
  const newest = async (): Promise<Dialogue | undefined> => (await machine().ask('dialogue/list', {}))[0];
  const messages = async (dialogue: string, search = '') =>
    machine().ask('dialogue/messages', { dialogue, before: null, search });
  /** Asks for a dialogue and has it at the other side's mailbox. */
  const askFor = async (name: string): Promise<string> => {
    const [found] = await machine().ask('dialogue/colleagues', { query: name });
    const to = found?.id ?? '';
    const { request } = await machine().ask('dialogue/ask', { to, reason: '请教用药', subject: null });
    await until(requests, (all) => all[0]?.sent === true);
    return request;
  };
  const isWaiting = async (request: string) =>
    until(requests, (all) => all.some((one) => one.request === request));
  const stored = async (dialogue: string, message: string) => {
    await until(
      async () => messages(dialogue),
      (all) => all.some((one) => one.message === message && one.state !== 'queued'),
    );
  };
  const say = async (dialogue: string, text: string, reply: string | null = null): Promise<string> => {
    const { message } = await machine().ask('dialogue/send', { dialogue, text, reply });
    await stored(dialogue, message);
    return message;
  };
  return { askFor, isWaiting, messages, newest, requests, say };
}
