/**
 * contextBridge between the two worlds of a page. Events of the shared document cross worlds at once, and their
 * detail is structure-cloned on the way: what is left to do is to copy objects, and to carry functions, promises and
 * errors by number. These functions run as text in both worlds; so they use no import.
 */

export type Packed =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'array'; readonly items: readonly Packed[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Packed])[] }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'promise'; readonly id: number }
  | { readonly kind: 'error'; readonly message: string; readonly stack: string };

export type BridgeMessage =
  | { readonly op: 'call'; readonly call: number; readonly id: number; readonly args: Packed }
  | { readonly op: 'result'; readonly call: number; readonly ok: boolean; readonly value: Packed }
  | { readonly op: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Packed };

type AnyFunction = (...args: unknown[]) => unknown;

/** One world's end. */
export interface BridgeEnd {
  readonly functions: Map<number, AnyFunction>;
  readonly promises: Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>;
  readonly results: Map<number, { readonly ok: boolean; readonly value: Packed }>;
  nextId: number;
  send(message: BridgeMessage): void;
}

/** `own` and `other` are the names of the events that each end listens to: random, so that a page knows neither. */
export function makeBridgeEnd(own: string, other: string): BridgeEnd {
  const dispatch = document.dispatchEvent.bind(document);
  const Message = CustomEvent;
  const end: BridgeEnd = {
    functions: new Map(),
    promises: new Map(),
    results: new Map(),
    nextId: 100,
    send: (detail) => void dispatch(new Message(other, { detail })),
  };
  document.addEventListener(own, (event) => {
    event.stopImmediatePropagation();
    receiveMessage((event as CustomEvent<BridgeMessage>).detail, end);
  });
  return end;
}

export function receiveMessage(message: BridgeMessage, end: BridgeEnd): void {
  if (message.op === 'call') end.send(runCall(message, end));
  else if (message.op === 'result') end.results.set(message.call, message);
  else {
    const promise = end.promises.get(message.id);
    end.promises.delete(message.id);
    if (message.ok) promise?.resolve(unpack(message.value, end));
    else promise?.reject(unpack(message.value, end));
  }
}

export function runCall(message: BridgeMessage & { readonly op: 'call' }, end: BridgeEnd): BridgeMessage {
  try {
    const run = end.functions.get(message.id);
    if (run === undefined) throw new Error('no such function');
    const value = run(...(unpack(message.args, end) as unknown[]));
    return { op: 'result', call: message.call, ok: true, value: pack(value, end, 0) };
  } catch (error) {
    return { op: 'result', call: message.call, ok: false, value: pack(toError(error), end, 0) };
  }
}

/** Calls a function of the other world, and has its answer when it returns. */
export function callOther(id: number, args: readonly unknown[], end: BridgeEnd): unknown {
  const call = end.nextId++;
  end.send({ op: 'call', call, id, args: pack(args, end, 0) });
  const result = end.results.get(call);
  end.results.delete(call);
  if (result === undefined) throw new Error('the other world is gone');
  if (!result.ok) throw unpack(result.value, end);
  return unpack(result.value, end);
}

export function pack(value: unknown, end: BridgeEnd, depth: number): Packed {
  if (depth > 1000)
    throw new TypeError(
      'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
    );
  if (typeof value === 'function') {
    const id = end.nextId++;
    end.functions.set(id, value as AnyFunction);
    return { kind: 'function', id };
  }
  if (value instanceof Promise) return packPromise(value, end);
  if (value instanceof Error) return { kind: 'error', message: value.message, stack: value.stack ?? '' };
  if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => pack(item, end, depth + 1)) };
  if (
    typeof value === 'object' &&
    value !== null &&
    Object.prototype.toString.call(value) === '[object Object]'
  ) {
    const entries = Object.entries(value).map(([key, item]) => [key, pack(item, end, depth + 1)] as const);
    return { kind: 'object', entries };
  }
  return { kind: 'plain', value: structuredClone(value) };
}

export function packPromise(promise: Promise<unknown>, end: BridgeEnd): Packed {
  const id = end.nextId++;
  promise.then(
    (value) => end.send({ op: 'settle', id, ok: true, value: pack(value, end, 0) }),
    (error: unknown) => end.send({ op: 'settle', id, ok: false, value: pack(toError(error), end, 0) }),
  );
  return { kind: 'promise', id };
}

export function unpack(packed: Packed, end: BridgeEnd): unknown {
  switch (packed.kind) {
    case 'plain':
      return packed.value;
    case 'array':
      return packed.items.map((item) => unpack(item, end));
    case 'object':
      return Object.fromEntries(packed.entries.map(([key, item]) => [key, unpack(item, end)]));
    case 'function':
      return (...args: unknown[]) => callOther(packed.id, args, end);
    case 'promise':
      return new Promise((resolve, reject) => end.promises.set(packed.id, { resolve, reject }));
    case 'error':
      return Object.assign(new Error(packed.message), { stack: packed.stack });
  }
}

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Freezes an exposed object and everything in it. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
}

/** All of them, to be put into a page. */
export const bridgeFunctions = [
  makeBridgeEnd,
  receiveMessage,
  runCall,
  callOther,
  pack,
  packPromise,
  unpack,
  toError,
  deepFreeze,
];
