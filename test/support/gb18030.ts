/**
 * Text as GB18030 bytes. The platform decodes that character set but does not encode it, so the two-byte part is
 * turned round once.
 */
const encoded: ReadonlyMap<string, readonly [number, number]> = twoByteCharacters();

export function gb18030(text: string): Uint8Array {
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) return [code];
      const pair = encoded.get(character);
      if (pair === undefined) throw new Error(`no two-byte form of ${character}`);
      return [...pair];
    }),
  );
}

function twoByteCharacters(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (Array.from(character).length === 1 && character !== '\ufffd') pairs.set(character, [lead, trail]);
    }
  }
  return pairs;
}
