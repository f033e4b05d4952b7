/** The desk of an institution: patients and visits are registered, and officers say who works there. */
import { z } from 'zod';
import {
  bilingual,
  bytes,
  cardText,
  institutionId,
  nothing,
  registrationNumber,
  role,
  secretText,
  shortText,
  staffId,
  timeMs,
} from './common.ts';
import { importFiles, importReport, registeredAnnouncement } from './imports.ts';
import { registration } from './visits.ts';

const shareTerms = z.object({
  needed: z.number().int().min(2).max(8),
  of: z.number().int().min(2).max(8),
});

const newPatient = z.object({
  name: shortText.min(1),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  identifier: shortText,
  phone: shortText,
  address: shortText,
  pin: secretText,
  cards: z.number().int().min(1).max(40),
  /** What the patient brings along (FHIR R4, HL7 v2), imported under the registration. */
  files: importFiles,
  emergency: z.boolean(),
  /** Who acts for a child, or for somebody who cannot act: they may bring slip and consent. */
  guardian: z
    .object({ name: shortText.min(1), relation: shortText.min(1) })
    .nullable()
    .optional(),
  /** Recovery shares of the master card: how many there are, and how many restore it; 2 ≤ needed ≤ of ≤ 8. */
  shares: shareTerms.nullable().optional(),
});

const patientId = z.number().int().positive();
const knownPatient = z.object({
  id: patientId,
  name: z.string(),
  sex: z.string(),
  birthDate: z.string(),
  identifier: z.string(),
  phone: z.string(),
  guardian: z.object({ name: z.string(), relation: z.string() }).nullable(),
  registeredAt: timeMs,
  /** Without that of the registration itself, and without the last, which the slip before it yields. */
  cards: z.array(
    z.object({ epoch: z.number().int(), state: z.enum(['unused', 'used', 'revoked', 'expired']) }),
  ),
  /** A new master card took the place of this one. */
  succeeded: z.boolean(),
});
export type KnownPatient = z.infer<typeof knownPatient>;

/** What is at hand that opens the chain of the lost master card. */
const formerSecret = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('master'), text: cardText, passphrase: secretText }),
  z.object({ kind: z.literal('shares'), shares: z.array(cardText).max(8) }),
  /** A public card, used or not; `pin` for one that is sealed. */
  z.object({ kind: z.literal('card'), text: cardText, pin: secretText.nullable() }),
  z.object({ kind: z.literal('nothing') }),
]);

/** By what the registrar made sure who asks for a new master card. */
export const IDENTITY_CHECKS = ['identity-card', 'passport', 'household-register', 'guardian'] as const;

const enrolmentText = z.string().max(5_000);
const memberAndReason = z.object({ id: staffId, role, reason: shortText.min(1) });

export const printedItem = z.object({ epoch: z.number().int(), text: cardText, qrPng: bytes });

/** One share of a set; each goes to another person. */
const printedShare = shareTerms.extend({ number: z.number().int(), text: cardText, qrPng: bytes });
const givenMaster = z.object({ text: cardText, passphrase: secretText });

export const registrarApi = {
  'registrar/register-patient': {
    args: newPatient,
    result: z.object({
      masterText: cardText,
      masterPassphrase: z.string(),
      masterQrPng: bytes,
      shares: z.array(printedShare),
      cards: z.array(printedItem),
      slips: z.array(printedItem),
      imported: z.number().int(),
      files: z.array(importReport),
    }),
  },
  /** Patients whom this registrar registered: by part of the name, or the end of identifier or telephone number. */
  'registrar/patients': { args: z.object({ query: shortText }), result: z.array(knownPatient) },
  /**
   * Further cards of a patient who brings the master card. With `replace`, the unused ones are revoked first.
   * Errors: `patient-unknown`, `card-malformed`, `passphrase-wrong`, `card-other-patient`, `pin-malformed`, `node-away`.
   */
  'registrar/issue-cards': {
    args: z.object({
      patient: patientId,
      master: givenMaster,
      pin: secretText,
      cards: z.number().int().min(1).max(40),
      replace: z.enum(['lost', 'stolen', 'replaced']).nullable(),
    }),
    result: z.object({
      cards: z.array(printedItem),
      slips: z.array(printedItem),
      revoked: z.number().int(),
    }),
  },
  /** Revokes all unused cards of a patient. Errors: `patient-unknown`, `cards-none-unused`, `node-away`. */
  'registrar/revoke-cards': {
    args: z.object({ patient: patientId, reason: z.enum(['lost', 'stolen', 'withdrawn']) }),
    result: z.object({ revoked: z.number().int() }),
  },
  /**
   * Recovery shares of the master card that the patient brings, a new set each time.
   * Errors: `share-terms`, `patient-unknown`, `card-malformed`, `passphrase-wrong`, `card-other-patient`.
   */
  'registrar/make-shares': {
    args: shareTerms.extend({ patient: patientId, master: givenMaster }),
    result: z.object({ shares: z.array(printedShare) }),
  },
  /**
   * The master card out of its shares, under a new passphrase. Errors: `share-malformed`, `share-altered`,
   * `shares-too-few` {have, needed}, `shares-mixed`, `shares-wrong`, `patient-unknown`, `card-other-patient`.
   */
  'registrar/restore-master': {
    args: z.object({ patient: patientId, shares: z.array(cardText).max(8) }),
    result: z.object({ masterText: cardText, masterPassphrase: z.string(), masterQrPng: bytes }),
  },
  /**
   * A new root in the place of one whose master card is lost or stolen: the unused cards are revoked, the new root is
   * registered, and what is at hand of the former one is sealed to it, so that its cards open the former history too.
   * `kept` says how much of it: `partly` where the card shown is older than the last visit. May be asked again with the
   * same patient when what was handed out got lost.
   * Errors: `patient-unknown`, `card-malformed`, `passphrase-wrong`, `card-foreign`, `card-other-patient`,
   * `card-altered`, `pin-*`, `share*`, `pin-malformed`, `node-away`, and the refusals of node and ledger.
   */
  'registrar/succeed': {
    args: z.object({
      patient: patientId,
      reason: z.enum(['lost', 'stolen']),
      identity: z.enum(IDENTITY_CHECKS),
      former: formerSecret,
      pin: secretText,
      cards: z.number().int().min(1).max(40),
      shares: shareTerms.nullable(),
    }),
    result: z.object({
      masterText: cardText,
      masterPassphrase: z.string(),
      masterQrPng: bytes,
      shares: z.array(printedShare),
      cards: z.array(printedItem),
      slips: z.array(printedItem),
      revoked: z.number().int(),
      kept: z.enum(['all', 'partly', 'nothing']),
    }),
  },
  'registrar/register-visit': {
    args: z.object({ department: shortText.min(1) }),
    result: z.object({ number: registrationNumber }),
  },
  /**
   * Registers the visits that an admission system announces in HL7 files (ADT^A01, A04). The same announcement twice
   * is one registration.
   */
  'registrar/register-announced': {
    args: z.object({ files: importFiles.min(1) }),
    result: z.object({ registered: z.array(registeredAnnouncement), files: z.array(importReport) }),
  },
  'registrar/registrations': { args: nothing, result: z.array(registration) },
  'staff/list': {
    args: nothing,
    result: z.array(
      z.object({
        id: staffId,
        role,
        name: bilingual,
        licence: z.string(),
        institution: institutionId,
        institutionName: bilingual,
        status: z.string(),
        /** Of the last suspension, reinstatement or lost key; empty where there was none. */
        reason: z.string(),
        /** The key in force, or the last one: from which height on, and from which height on no longer. */
        key: z.object({
          version: z.number().int(),
          from: z.number().int(),
          revokedAt: z.number().int().nullable(),
        }),
      }),
    ),
  },
  /** For an officer: enters a new account on the ledger from its enrolment text. */
  'staff/add': { args: z.object({ enrolment: enrolmentText }), result: nothing },
  'staff/suspend': { args: memberAndReason, result: nothing },
  'staff/reinstate': { args: memberAndReason, result: nothing },
  /**
   * For an officer: somebody's workstation is lost. Their key signs nothing from the next block on.
   * Errors: `role-officer-required`, `staff-unknown`, `key-unknown` when none is in force, `node-away`.
   */
  'staff/revoke-key': { args: memberAndReason, result: nothing },
  /** For an officer: the key of somebody's new workstation, from its enrolment text, in the place of the one before. */
  'staff/replace-key': { args: z.object({ enrolment: enrolmentText }), result: nothing },
} as const;
