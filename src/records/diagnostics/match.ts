/**
 * A doctor's word that a result is that of an order, where no number says so: FHIR R4 has no resource for it, so that it
 * is a Basic, which other programs keep and pass over.
 */
import { objectsAt, textAt, type JsonObject } from '../json.ts';
import type { DiagnosticContext } from './order.ts';

export interface OrderMatch {
  /** Where the order and the report stand: H(S) in hex, leaf, and place in the document (`diagnosticKey`). */
  readonly order: string;
  readonly report: string;
  /** What they are called, for who reads the record. */
  readonly words: string;
}

const MATCH = 'urn:consilium:order-result';

/** Names a resource of a chart: the document it stands in and its place among the document's entries. */
export function diagnosticKey(document: string, place: number): string {
  return `${document}/${String(place)}`;
}

export function matchResource({ order, report, words }: OrderMatch, context: DiagnosticContext): JsonObject {
  return {
    resourceType: 'Basic',
    extension: [
      {
        url: MATCH,
        extension: [
          { url: 'order', valueString: order },
          { url: 'report', valueString: report },
        ],
      },
    ],
    code: { coding: [{ system: MATCH, code: 'match' }], text: words },
    subject: { reference: context.patient },
    created: context.time.slice(0, 10),
  };
}

/** What a resource says of an order and its result; null for any other. */
export function matchOf(resource: JsonObject): Pick<OrderMatch, 'order' | 'report'> | null {
  if (textAt(resource, 'resourceType') !== 'Basic') return null;
  const own = objectsAt(resource, 'extension').find(({ url }) => url === MATCH);
  const values = objectsAt(own, 'extension');
  const at = (key: string): string | null =>
    textAt(
      values.find(({ url }) => url === key),
      'valueString',
    );
  const [order, report] = [at('order'), at('report')];
  return order === null || report === null ? null : { order, report };
}
