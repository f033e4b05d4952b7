/** Documents, queries and which documents answer them. */

export interface Collection {
  readonly name: string;
  readonly documents: readonly { readonly id: string; readonly text: string }[];
  readonly queries: readonly { readonly query: string; readonly relevant: ReadonlySet<string> }[];
}

/** Rows "id|text" and "query|ids, apart by blanks". */
export function collection({
  documents,
  name,
  queries,
}: Readonly<Record<'name' | 'documents' | 'queries', string>>): Collection {
  return {
    name,
    documents: rows(documents).map(([id, text]) => ({ id, text })),
    queries: rows(queries).map(([query, ids]) => ({ query, relevant: new Set(ids.split(' ')) })),
  };
}

function rows(table: string): readonly (readonly [string, string])[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [left = '', right = ''] = row.split('|');
      return [left, right];
    });
}
