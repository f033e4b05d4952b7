/**
 * Words between a page and the measuring process, in the place of the shell's bridge: u32 length ‖ JSON ‖ bytes. The one
 * Uint8Array of a word, its `frame`, is what follows the JSON.
 */
export interface Word {
  readonly head: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

export function encodeWord({ bytes, head }: Word): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify({ ...head, hasBytes: bytes !== null }));
  const word = new Uint8Array(4 + json.length + (bytes?.length ?? 0));
  new DataView(word.buffer).setUint32(0, json.length);
  word.set(json, 4);
  if (bytes !== null) word.set(bytes, 4 + json.length);
  return word;
}

export function decodeWord(word: Uint8Array): Word {
  const length = new DataView(word.buffer, word.byteOffset).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(word.subarray(4, 4 + length))) as Word['head'];
  return { head, bytes: head['hasBytes'] === true ? new Uint8Array(word.slice(4 + length)) : null };
}
