/** Shared cases beneath the screens: the patient's consent, publishing, reading, withdrawing; and what came of it in points. */
import { z } from 'zod';
import { bilingual, bytes, epochId, hex, nothing, statementId, timeMs } from './common.ts';
import { ageBand, caseName, caseTexts, language, outcome, purpose, sex } from './caseShapes.ts';
import { patientSecret } from './patient.ts';

const purposes = z.array(purpose).min(1);
const reason = z.enum(['consent-withdrawn', 'purpose-reached', 'unlawful']);

/** What the author says of the case; completeness is counted, not said. */
const facets = z.object({
  specialty: z.string(),
  disease: z.string(),
  age: ageBand,
  sex,
  province: z.string(),
  year: z.number().int(),
  modalities: z.array(z.string()),
  outcome,
});

/** A de-identified record of a case. */
export const sharedRecord = z.object({
  title: bilingual,
  /** ISO 8601, shifted as all dates of the case are. */
  date: z.string().nullable(),
  sections: z.array(z.object({ code: z.string(), title: bilingual, text: z.string() })),
  entries: z.array(
    z.object({ type: z.string(), label: z.string(), value: z.string(), date: z.string().nullable() }),
  ),
});

const sharedImage = z.object({
  kind: z.enum(['dicom', 'picture']),
  contentType: z.string(),
  modality: z.string(),
  /** Images of one series are shown together, by `number`. */
  series: z.string(),
  number: z.number().int(),
  size: z.number().int(),
  /** JPEG or PNG; empty where there is none. */
  thumbnail: bytes,
});
/** As they stand on the ledger. */
export const ledgerFacets = facets.extend({ language, completeness: z.number().int() });

const points = z.object({
  shares: z.number(),
  reads: z.number(),
  consults: z.number(),
  recordings: z.number(),
  service: z.number(),
});

/**
 * Errors: `case/consent`: `visit-unknown`, `not-participant`, `consent-invalid` for a secret of another patient, and those of
 * opening slip or master card. `case/publish`: `statement-unknown`, `case-author`, `case-consent` {check}, `case-identifies`
 * {type} where a text still names somebody, `case-few` {k} where the case would be one of few, `case-ask` {k} where the
 * author has to confirm that, `case-too-large`, `node-away`. `case/open`: `case-unknown`, `case-withdrawn`, `case-altered`
 * {check}, `node-away`. `case/withdraw` and `points/claim`: the ledger's refusals.
 */
export const sharedCasesApi = {
  'case/consent': {
    args: z.object({ visit: epochId, purposes, secret: patientSecret }),
    result: z.object({ purposes, time: timeMs }),
  },
  /** What the patient allows of a visit so far; null before they were asked. */
  'case/consented': {
    args: z.object({ visit: epochId }),
    result: z.object({ purposes: z.array(purpose), time: timeMs }).nullable(),
  },
  'case/publish': {
    args: z.object({
      statements: z.array(statementId).min(1).max(64),
      purposes,
      language,
      texts: caseTexts,
      facets,
      /** That the author was told how few people the facets could mean, and publishes all the same. */
      confirmed: z.boolean(),
    }),
    result: z.object({ case: caseName, level: z.number(), k: z.number() }),
  },
  'case/mine': {
    args: nothing,
    result: z.array(
      z.object({
        case: caseName,
        state: z.enum(['waiting', 'published', 'withdrawn']),
        time: timeMs,
        /** When its batch may be sent at the earliest; null once it was. */
        due: timeMs.nullable(),
        /** Of one that is published. */
        facets: facets.extend({ completeness: z.number().int(), language }).nullable(),
      }),
    ),
  },
  'case/open': {
    args: z.object({ case: caseName }),
    result: z.object({
      author: bilingual,
      institution: bilingual,
      published: timeMs,
      purposes,
      language,
      texts: caseTexts,
      facets: facets.extend({ completeness: z.number().int() }),
      records: z.array(sharedRecord),
      images: z.array(sharedImage),
    }),
  },
  /** An image of a case, by its place among the images of `case/open`. Errors: as that; `attachment-unknown`. */
  'case/image': {
    args: z.object({ case: caseName, image: z.number().int().nonnegative() }),
    result: z.object({ bytes }),
  },
  'case/withdraw': {
    args: z.object({ case: caseName, reason }),
    result: z.object({ state: z.enum(['recalled', 'committed', 'queued']) }),
  },
  /** Of a published case, for its author to show. Errors: `case-unknown`, `proof-not-yet`. */
  'case/proof': {
    args: z.object({ case: caseName }),
    result: z.object({ name: z.string(), bytes }),
  },
  /** What the certificate of an own case says, its proof file, and the code of that for the paper. Errors: as `case/proof`. */
  'case/certificate': {
    args: z.object({ case: caseName }),
    result: z.object({
      proof: z.object({ name: z.string(), bytes }),
      code: z.string(),
      /** PNG. */
      codeQr: bytes,
      author: bilingual,
      institution: bilingual,
      published: timeMs,
      provedBy: z.object({ height: z.number().int(), time: timeMs }),
      facts: z.object({
        completeness: z.number().int(),
        disease: z.string(),
        outcome,
        specialty: z.string(),
      }),
    }),
  },
  /** Needs no network. Errors: `proof-malformed`, and the code of the first check that failed. */
  'case/check-proof': {
    args: z.object({ file: bytes }),
    result: z.object({
      case: caseName,
      author: bilingual,
      institution: bilingual,
      published: timeMs,
      height: z.number().int(),
      withdrawn: timeMs.nullable(),
      provedBy: z.object({ height: z.number().int(), hash: hex(32), time: timeMs }),
      genesisHash: hex(32),
    }),
  },
  'points/account': {
    args: nothing,
    result: z.object({
      points: z.number(),
      periods: z.array(
        z.object({
          period: z.number().int(),
          since: timeMs,
          closed: timeMs.nullable(),
          /** What was counted, and the cases of this doctor that other institutions read. */
          counted: points,
          /** What it gives; null while the period is open. */
          points: points.nullable(),
          claimed: timeMs.nullable(),
        }),
      ),
    }),
  },
  'points/claim': {
    args: z.object({ period: z.number().int().nonnegative() }),
    result: z.object({ state: z.enum(['committed', 'queued']) }),
  },
} as const;
