/** What a case is found and narrowed by: out of what the ledger says of it, and out of its text. */
import { toHex } from '../../crypto/bytes.ts';
import type { CaseEntity } from '../../contracts/sharing/caseEntities.ts';
import type { CaseFacets } from '../../contracts/sharing/caseFacets.ts';
import { objectsAt, type JsonObject } from '../../records/json.ts';
import { readBundle } from '../../records/reading.ts';
import { encodeCaseDocument, type CaseDocument } from '../publish/caseDocument.ts';
import { Concepts } from '../search/concepts.ts';
import { TREATMENTS } from '../search/conceptTable/treatments.ts';
import type { FacetValues } from '../search/facetNames.ts';
import { icd10Category, icd10ChapterOf } from '../search/icd10Blocks.ts';
import { cut } from '../search/tokenize.ts';
import type { HeldText, ListedCase } from './caseLibrary.ts';

/** "At least so many items of CARE": a case has each step that it reaches. */
const COMPLETENESS_STEPS = [4, 7, 10, 13];
/** More name a case by everything that was ever thought of. */
const MOST_TREATMENTS = 12;
/** 256 KiB: images of larger cases stay at the node until they are looked at. */
const LARGEST_WHOLE = 0x4_0000;
const NOT_TOLD = '00';
/** What is no image of DICOM. */
const OTHER_MODALITIES = new Set(['PHOTO', 'DOC', 'SOUND', 'FILM']);

/** Null for a case that was withdrawn. */
export function listedCase(
  name: Uint8Array,
  { facets, published, purposes }: CaseEntity,
  contact: boolean,
): ListedCase | null {
  if (facets === null) return null;
  return {
    name: toHex(name),
    codes: icd10Category(facets.disease) === null ? [] : [facets.disease],
    facets: { ...ledgerFacets(facets), consent: [...purposes], contact: contact ? ['yes'] : ['no'] },
    published: published.time,
    completeness: facets.completeness,
  };
}

/** As the library takes it. `document` is the payload that `read` was decoded from. */
export function heldText(document: Uint8Array, read: CaseDocument): HeldText {
  const isWhole = document.length <= LARGEST_WHOLE;
  const { title, keywords, abstract, ...rest } = read.texts;
  return {
    document: isWhole ? document : encodeCaseDocument({ ...read, images: [] }),
    isWhole,
    searched: {
      title,
      diagnosis: keywords,
      text: [abstract, ...Object.values(rest), ...read.records.flatMap(recordTexts)]
        .filter((text) => text !== '')
        .join('\n'),
    },
    facets: {
      treatment: treatmentsIn(rest.intervention),
      followUp: [rest.followUp.trim() === '' ? 'no' : 'yes'],
      ...(hasLaboratory(read.records) && { examination: ['laboratory'] }),
    },
  };
}

/** How a facet writes an age band: "65-70" of 65 up to 70, "90-" of 90 and more. */
function ageBand({ from, to }: CaseFacets['age']): string {
  return `${String(from)}-${to === null ? '' : String(to)}`;
}

function ledgerFacets(facets: CaseFacets): FacetValues {
  const chapter = icd10ChapterOf(facets.disease);
  const isImaged = facets.modalities.some((modality) => !OTHER_MODALITIES.has(modality));
  return {
    specialty: [facets.specialty],
    ...(chapter !== null && { chapter: [chapter] }),
    ageBand: [ageBand(facets.age)],
    sex: [facets.sex],
    ...(facets.province !== NOT_TOLD && { province: [facets.province] }),
    modality: facets.modalities,
    ...(isImaged && { examination: ['imaging'] }),
    outcome: [facets.outcome],
    language: [facets.language],
    year: [String(facets.year)],
    completeness: COMPLETENESS_STEPS.filter((step) => facets.completeness >= step).map(String),
  };
}

let treatments: Concepts | null = null;

/** Drugs and procedures that a text names, each as "Chinese|English". */
function treatmentsIn(text: string): readonly string[] {
  treatments ??= new Concepts(TREATMENTS.trim().split('\n'));
  const named = treatments;
  const found = new Set(named.mentions(cut(text)).map(({ concept }) => concept));
  return [...found].slice(0, MOST_TREATMENTS).map((concept) => {
    const names = named.namesOf(concept);
    const zh = names.find((name) => /\p{Script=Han}/u.test(name));
    const en = names.find((name) => !/\p{Script=Han}/u.test(name));
    return `${zh ?? en ?? ''}|${en ?? zh ?? ''}`;
  });
}

function recordTexts(record: JsonObject): readonly string[] {
  const { entries, sections } = readBundle(record, null);
  return [...sections.map(({ text }) => text), ...entries.map(({ label, value }) => `${label} ${value}`)];
}

function hasLaboratory(records: readonly JsonObject[]): boolean {
  return records.some((record) =>
    objectsAt(record, 'entry').some((entry) =>
      objectsAt(entry['resource'], 'category').some((category) =>
        objectsAt(category, 'coding').some(({ code }) => code === 'laboratory' || code === 'LAB'),
      ),
    ),
  );
}
