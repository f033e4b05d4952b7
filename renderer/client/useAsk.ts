import { useCallback, useEffect, useRef, useState } from 'react';
import type { ArgsOf, Channel, ResultOf, WorkstationEvent } from '../../src/workstation/api.ts';
import { ask, asCoreError, listen, type CoreError } from './core.ts';
import { earlyAnswer } from './early.ts';

export type Asked<T> =
  | { readonly state: 'loading' }
  /** `error` says why asking again failed: what is shown is the answer before. */
  | { readonly state: 'ready'; readonly value: T; readonly error: CoreError | null }
  | { readonly state: 'failed'; readonly error: CoreError };

/**
 * Keeps the answer to one question on screen, and asks again on `reload` and after the named events. The old answer
 * to the same question stays visible while a new one is fetched, so that lists do not flicker under a doctor's
 * cursor; the answer to another question never does: it could be of another record.
 */
export function useAsk<C extends Channel>(
  channel: C,
  args: ArgsOf<C>,
  events: readonly WorkstationEvent['type'][] = [],
): readonly [Asked<ResultOf<C>>, () => void] {
  const key = JSON.stringify(args);
  const [held, setHeld] = useState<{ key: string; answer: Asked<ResultOf<C>> }>(() => ({
    key,
    answer: early(channel),
  }));
  const isAnswered = useRef(held.answer.state === 'ready');
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((value) => value + 1), []);
  const eventKey = events.join(' ');
  useEffect(() => {
    if (isAnswered.current) {
      isAnswered.current = false;
      return undefined;
    }
    let current = true;
    ask(channel, JSON.parse(key) as ArgsOf<C>).then(
      (value) => current && setHeld({ key, answer: { state: 'ready', value, error: null } }),
      (cause: unknown) =>
        current &&
        setHeld((before) => ({ key, answer: failed(before.key === key ? before.answer : LOADING, cause) })),
    );
    return () => {
      current = false;
    };
  }, [channel, key, round]);
  useEffect(() => {
    const wanted = new Set(eventKey.split(' '));
    return listen((event) => {
      if (wanted.has(event.type)) reload();
    });
  }, [eventKey, reload]);
  return [held.key === key ? held.answer : LOADING, reload];
}

const LOADING = { state: 'loading' } as const;

function early<C extends Channel>(channel: C): Asked<ResultOf<C>> {
  const value = earlyAnswer(channel);
  return value === undefined ? LOADING : { state: 'ready', value, error: null };
}

function failed<T>(before: Asked<T>, cause: unknown): Asked<T> {
  const error = asCoreError(cause);
  // What was erased does not stay on a screen either.
  const isGone = error.code === 'statement-erased';
  return before.state === 'ready' && !isGone ? { ...before, error } : { state: 'failed', error };
}

export interface Action {
  readonly busy: boolean;
  readonly error: CoreError | null;
  /** Runs one request at a time: a second click while the first runs does nothing. */
  run(work: () => Promise<void>): void;
}

/** State of a button that asks the core to do something. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CoreError | null>(null);
  const run = (work: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setError(null);
    work()
      .catch((cause: unknown) => setError(asCoreError(cause)))
      .finally(() => setBusy(false));
  };
  return { busy, error, run };
}
