/** The name under which a file is attached: of what a disk calls it, that part which a person can read. */

/** Characters; longer names push everything else off the line. */
const LONGEST = 100;
/** Of a long name its end stays too: it says what kind of file it was. */
const KEPT_END = 16;

/** Without folders, control characters and marks that turn the direction of writing; never empty. */
export function attachedName(name: string): string {
  const last = name.split(/[/\\]/u).findLast((part) => !/^[\s.]*$/u.test(part)) ?? '';
  const readable = last
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(readable);
  if (characters.length === 0) return '?';
  if (characters.length <= LONGEST) return readable;
  const start = characters.slice(0, LONGEST - KEPT_END - 1).join('');
  return `${start}…${characters.slice(-KEPT_END).join('')}`;
}
