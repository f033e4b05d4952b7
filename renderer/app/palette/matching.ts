/** One thing that can be done from the palette. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** The keys that do the same, or who or what it is about. */
  readonly hint?: string;
  readonly run: () => void;
}

/** The commands whose label or hint has every word of the query, in the order they came. */
export function matching(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean);
  return commands.filter(({ label, hint }) => {
    const text = `${label} ${hint ?? ''}`.normalize('NFKC').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
