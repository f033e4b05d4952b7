/** A result for people: one line a value, indented, tables of scalars in one line each. */

/** Ends with a line break. */
export function plainText(value: object): string {
  return `${linesOf(value, '').join('\n')}\n`;
}

function linesOf(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => itemLines(item, indent));
  if (typeof value !== 'object' || value === null) return [`${indent}${scalar(value)}`];
  return Object.entries(value).flatMap(([name, item]) => {
    const isScalar = typeof item !== 'object' || item === null;
    if (isScalar) return [`${indent}${name}: ${scalar(item)}`];
    const lines = linesOf(item, `${indent}  `);
    return lines.length === 0 ? [`${indent}${name}: none`] : [`${indent}${name}:`, ...lines];
  });
}

function itemLines(item: unknown, indent: string): readonly string[] {
  const [first, ...rest] = linesOf(item, `${indent}  `);
  return first === undefined ? [] : [`${indent}- ${first.trimStart()}`, ...rest];
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '-' : JSON.stringify(value);
}
