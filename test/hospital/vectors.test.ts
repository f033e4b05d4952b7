import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromHex, toHex } from '../../src/crypto/bytes.ts';
import { isMethod, METHODS } from '../../src/hospital/methods.ts';
import {
  decodeRequest,
  decodeServerMessage,
  encodeRequest,
  encodeServerMessage,
} from '../../src/hospital/protocol.ts';
import { protocolVectors } from '../vectors/protocolVectors.ts';

const message = z.object({ bytes: z.string() });
const file = z.object({
  methods: z.array(z.object({ method: z.string(), caller: z.string(), request: message, answer: message })),
  refusal: message,
  push: message,
});
const stored: unknown = JSON.parse(
  readFileSync(new URL('../vectors/protocol/messages.json', import.meta.url), 'utf8'),
);
const { methods, push, refusal } = file.parse(stored);

describe('the golden vectors of the node protocol', () => {
  it('are what the code writes today, byte for byte', () => {
    expect(stored).toEqual(protocolVectors()['messages']);
  });

  it('cover every method', () => {
    expect(methods.map(({ method }) => method).toSorted()).toEqual(Object.keys(METHODS).toSorted());
  });

  it.each(methods)(
    '$method comes back through its strict decoders, both ways',
    ({ method, request, answer }) => {
      if (!isMethod(method)) throw new Error(`no method ${method}`);
      const asked = decodeRequest(fromHex(request.bytes));
      const { params, result } = METHODS[method];
      // The table pairs each method with its own types, which a name out of a file cannot tell the compiler.
      const again = params.encode(params.decode(asked.params) as never);
      expect(toHex(encodeRequest({ ...asked, params: again }))).toBe(request.bytes);
      const answered = decodeServerMessage(fromHex(answer.bytes));
      if (answered.kind !== 'result') throw new Error('no result');
      const given = result.encode(result.decode(answered.result) as never);
      expect(toHex(encodeServerMessage({ ...answered, result: given }))).toBe(answer.bytes);
    },
  );

  it.each([
    ['a refusal', refusal],
    ['a push', push],
  ])('%s comes back', (_name, { bytes }) => {
    expect(toHex(encodeServerMessage(decodeServerMessage(fromHex(bytes))))).toBe(bytes);
  });
});
