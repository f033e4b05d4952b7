/** Values of options, read strictly. */
import { ConsiliumError } from '../../errors.ts';
import type { Invocation } from './command.ts';

/** A whole number of at least `least`; null when the option was not given. Errors: `usage-value`. */
export function numberOption(invocation: Invocation, name: string, least = 0): number | null {
  const text = invocation.option(name);
  if (text === undefined) return null;
  const value = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || value < least) throw wrong(name, `a whole number from ${String(least)}`);
  return value;
}

/** The option, which the command cannot do without. Errors: `usage-missing`. */
export function requiredOption(invocation: Invocation, name: string): string {
  const value = invocation.option(name);
  if (value === undefined || value === '') throw new ConsiliumError('usage-missing', { option: `--${name}` });
  return value;
}

/** One of some words. Errors: `usage-value`. */
export function choiceOption<Word extends string>(
  invocation: Invocation,
  name: string,
  words: readonly Word[],
): Word | null {
  const text = invocation.option(name);
  if (text === undefined) return null;
  const found = words.find((word) => word === text);
  if (found === undefined) throw wrong(name, words.join(', '));
  return found;
}

/** Lower-case hex of `bytes` bytes. Errors: `usage-value`. */
export function demandHex(text: string, name: string, bytes: number): string {
  const lower = text.toLowerCase();
  if (!new RegExp(`^[0-9a-f]{${String(bytes * 2)}}$`, 'u').test(lower))
    throw wrong(name, `${String(bytes * 2)} hex digits`);
  return lower;
}

/** The beginning of a hex id. Errors: `usage-value`. */
export function hexStartOption(invocation: Invocation, name: string): string | null {
  const text = invocation.option(name);
  if (text === undefined) return null;
  const lower = text.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/u.test(lower)) throw wrong(name, '6 to 64 hex digits');
  return lower;
}

function wrong(name: string, expected: string): ConsiliumError {
  // Operands are named in capitals, as the help writes them.
  const option = name === name.toUpperCase() ? name : `--${name}`;
  return new ConsiliumError('usage-value', { option, expected });
}
