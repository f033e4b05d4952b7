/** Dates, numbers and ranges of HL7 v2 as FHIR writes them. */
import { ConsiliumError } from '../../errors.ts';
import { isPlausibleDate } from '../import/plausibility.ts';
import type { JsonObject } from '../json.ts';

const TIMESTAMP = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(?:\.\d+)?)?)?)?)?([+-]\d{4})?$/u;
const NUMBER = /^([<>]=?)?\s*(-?\d+(?:\.\d+)?)$/u;

/**
 * A timestamp (YYYY[MM[DD[HHMM[SS]]]][±ZZZZ]) as FHIR dateTime; `zone` ("+08:00") is taken where the message names
 * none. Null when it is empty.
 * Errors: `hl7-value` {path, reason: 'date'}.
 */
export function fhirDateTime(
  text: string,
  of: { readonly path: string; readonly zone: string },
): string | null {
  if (text === '') return null;
  const [, year = '', month, day, hour, minute, second, offset] = TIMESTAMP.exec(text) ?? [];
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  const zone = offset === undefined ? of.zone : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  const result = hour === undefined ? date : `${date}T${hour}:${minute ?? '00'}:${second ?? '00'}${zone}`;
  if (!isPlausibleDate(result)) throw new ConsiliumError('hl7-value', { path: of.path, reason: 'date' });
  return result;
}

/** The date alone: FHIR birthDate. Errors as {@link fhirDateTime}. */
export function fhirDate(text: string, path: string): string | null {
  return fhirDateTime(text.slice(0, 8), { path, zone: 'Z' });
}

/** "5.60", "<0.01": a FHIR Quantity, with the digits as the laboratory wrote them beside the number. Null if none. */
export function fhirQuantity(text: string, unit: string): JsonObject | null {
  const [, comparator, digits] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  return {
    // A number loses the zero of "5.60", and with it how precisely it was measured.
    ...(String(Number(digits)) === digits
      ? {}
      : { extension: [{ url: 'urn:consilium:value-as-written', valueString: digits }] }),
    value: Number(digits),
    ...(comparator === undefined ? {} : { comparator }),
    ...(unit === '' ? {} : { unit }),
  };
}

/** A dash before the upper bound belongs to the number only where the lower one is below zero as well. */
const BELOW_ZERO = /^(-\d+(?:\.\d+)?)\s*[-~～—－]\s*(-?\d+(?:\.\d+)?)$/u;
const FROM_TO = /^(\d+(?:\.\d+)?)\s*(?:--?|~|～|—|－)\s*(\d+(?:\.\d+)?)$/u;

/** "3.5-9.5", "3.5--9.5", "<5", ">=60", or words: a FHIR reference range. Null if empty. */
export function fhirRange(text: string, unit: string): JsonObject | null {
  const range = text.trim();
  if (range === '') return null;
  const [, low, high] = BELOW_ZERO.exec(range) ?? FROM_TO.exec(range) ?? [];
  const [, sign, bound] = /^([<>])=?\s*(-?\d+(?:\.\d+)?)$/u.exec(range) ?? [];
  const side = (value: string): JsonObject => ({ value: Number(value), ...(unit === '' ? {} : { unit }) });
  if (low !== undefined && high !== undefined) return { low: side(low), high: side(high), text: range };
  if (bound !== undefined)
    return sign === '<' ? { high: side(bound), text: range } : { low: side(bound), text: range };
  return { text: range };
}
