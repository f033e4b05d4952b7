import { objectsAt, textAt, type JsonObject } from './json.ts';

/** What a CodeableConcept says to a reader: its text, or the display of its first coding. */
export function conceptText(concept: JsonObject | null | undefined): string {
  if (concept === null || concept === undefined) return '';
  return textAt(concept, 'text') ?? textAt(objectsAt(concept, 'coding')[0], 'display') ?? '';
}
