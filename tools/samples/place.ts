/** Where a resource of a sample belongs, and the names it is referred to by. */
import type { JsonObject } from '../../src/records/json.ts';
import type { SampleEncounter, SampleHistory } from './history.ts';
import { uuidOf } from './uuid.ts';

/** What the resources of one encounter refer to. */
export interface EncounterPlace {
  readonly history: SampleHistory;
  readonly encounter: SampleEncounter;
  /** References as they stand in the Bundle. */
  readonly patient: JsonObject;
  readonly inEncounter: JsonObject;
}

/** The patient's name as it is written. */
export function fullName({ person, language }: SampleHistory): string {
  return language === 'zh' ? `${person.family}${person.given}` : `${person.given} ${person.family}`;
}

/** The URL of the resource of that name within a history. */
export function urlOf(history: SampleHistory, name: string): string {
  return `urn:uuid:${uuidOf(`${history.slug}/${name}`)}`;
}
