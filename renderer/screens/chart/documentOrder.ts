/** Newest first; undated records come last: they are older than anything that says when it was. */
export function newestFirst<T extends { readonly date: number | null }>(
  documents: readonly T[],
): readonly T[] {
  return documents.toSorted((left, right) => (right.date ?? 0) - (left.date ?? 0));
}
