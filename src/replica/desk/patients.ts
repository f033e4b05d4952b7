/** The patients of one registrar: who they are, and which cards were issued to them. */
import { toRootKey, toSignature, type RootKey, type Signature } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { millis, type Millis } from '../../ports.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer, text } from '../rows.ts';

/** More than a registrar reads through; a longer query finds fewer. */
const MOST_FOUND = 50;

/** Who a patient is, as they were registered. `guardian` acts for a child or for who cannot act, '' where nobody does. */
export interface RegisteredPatient {
  readonly name: string;
  readonly sex: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly identifier: string;
  readonly phone: string;
  readonly guardian: string;
  /** Of the guardian to the patient. */
  readonly relation: string;
}

export interface KnownPatient extends RegisteredPatient {
  readonly id: number;
  readonly root: RootKey;
  readonly registered: Millis;
}

/** A card as the ledger is shown it. */
export interface CertifiedCard {
  readonly epoch: number;
  readonly certificate: Uint8Array;
  readonly issuerSignature: Signature;
}

export interface DeskPatients {
  /** A patient and their first cards, in one step. Answers the id. */
  add(patient: Omit<KnownPatient, 'id'>, cards: readonly CertifiedCard[]): number;
  addCards(id: number, cards: readonly CertifiedCard[]): void;
  /** Part of a name, or the end of an identifier or telephone number; all for ''. Newest first. */
  search(query: string): readonly KnownPatient[];
  /** Errors: `patient-unknown`. */
  patient(id: number): KnownPatient;
  /** In the order of the epochs. */
  cards(id: number): readonly CertifiedCard[];
}

/** The patients in a registrar's desk. */
export function deskPatientsOf(database: Database): DeskPatients {
  const insert = database.prepare(`
    INSERT INTO patients (root, name, sex, birth_date, identifier, phone, guardian, relation, registered)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`);
  const insertCard = database.prepare(
    'INSERT INTO patient_cards (patient, epoch, certificate, signature) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const find = database.prepare(`
    WITH asked (query) AS (VALUES (?))
    SELECT patients.* FROM patients, asked
    WHERE instr(name, query) > 0 OR query = ''
      OR (length(query) >= 4 AND (substr(identifier, -length(query)) = query OR substr(phone, -length(query)) = query))
    ORDER BY registered DESC, id DESC LIMIT ${String(MOST_FOUND)}`);
  const load = database.prepare('SELECT * FROM patients WHERE id = ?');
  const loadCards = database.prepare('SELECT * FROM patient_cards WHERE patient = ? ORDER BY epoch');
  const addCards = (id: number, cards: readonly CertifiedCard[]): void => {
    for (const { epoch, certificate, issuerSignature } of cards)
      insertCard.run(id, epoch, certificate, issuerSignature);
  };
  return {
    add: (patient, cards) =>
      database.immediate(() => {
        const { root, name, sex, birthDate, identifier, phone, guardian, relation, registered } = patient;
        const row = insert.get(root, name, sex, birthDate, identifier, phone, guardian, relation, registered);
        if (row === undefined) throw new ConsiliumError('internal', { table: 'patients' });
        const id = integer(row, 'id');
        addCards(id, cards);
        return id;
      }),
    addCards: (id, cards) => database.immediate(() => addCards(id, cards)),
    search: (query) => find.all(query).map(patientOf),
    patient: (id) => {
      const row = load.get(id);
      if (row === undefined) throw new ConsiliumError('patient-unknown');
      return patientOf(row);
    },
    cards: (id) =>
      loadCards.all(id).map((row) => ({
        epoch: integer(row, 'epoch'),
        certificate: bytes(row, 'certificate'),
        issuerSignature: toSignature(bytes(row, 'signature')),
      })),
  };
}

function patientOf(row: Row): KnownPatient {
  return {
    id: integer(row, 'id'),
    root: toRootKey(bytes(row, 'root')),
    name: text(row, 'name'),
    sex: text(row, 'sex'),
    birthDate: text(row, 'birth_date'),
    identifier: text(row, 'identifier'),
    phone: text(row, 'phone'),
    guardian: text(row, 'guardian'),
    relation: text(row, 'relation'),
    registered: millis(integer(row, 'registered')),
  };
}
