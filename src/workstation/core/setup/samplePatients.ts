/**
 * The sample patients of a demonstration: made-up people, registered like any other, whose cards, slips and PIN lie
 * in the data folder so that whoever tries the program has something to show. No real patient's ever do.
 */
import { z } from 'zod';
import { fromUtf8, utf8 } from '../../../crypto/bytes.ts';
import { readCard } from '../../../crypto/card.ts';
import { patientTextKind } from '../../../crypto/cardText.ts';
import type { StateReader } from '../../../contracts/state.ts';
import { ConsiliumError } from '../../../errors.ts';
import { patientBanner } from '../../../records/banner.ts';
import { objectAt, objectsAt, parseJson, textAt, type JsonObject } from '../../../records/json.ts';
import type { ArgsOf } from '../../api.ts';
import { samplePatient, type ListedPatient, type SamplePatient, type ShownPatient } from '../../api/setup.ts';
import { sampleBundles, type SampleBundle } from '../../demonstration/sampleBundles.ts';
import type { CoreContext } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { qrPng } from '../../qr.ts';
import { readSpent } from '../visits/ledgerReads.ts';
import { assertRegistrar } from '../registrar/assertRegistrar.ts';
import { registerPatient } from '../registrar/registerPatient.ts';

/** Everybody's, for trying out. */
const PIN = '246810';
/** The visit of today, and the next one. */
const CARDS = 2;

const stored = z.object({ format: z.literal(1), patients: z.array(samplePatient) });

export interface SampleParts {
  readonly context: CoreContext;
  readonly folder: Pick<DataFolder, 'samplePatients' | 'writeSamplePatients'>;
  readonly demonstration: () => boolean;
}

export class SamplePatients {
  readonly #parts: SampleParts;
  #running: Promise<void> | null = null;

  constructor(parts: SampleParts) {
    this.#parts = parts;
  }

  /** Those that were registered here. Errors: `demonstration-only`. */
  list(): ListedPatient[] {
    const { store } = this.#parts.context.ledger().replica;
    return this.#stored().map((patient) => ({
      ...patient,
      cards: patient.cards.map((card) => ({ ...card, spent: isSpent(store, card.text) })),
    }));
  }

  /** One of them, with a picture of each card and slip. Errors: `demonstration-only`, `sample-unknown`. */
  async show(file: string): Promise<ShownPatient> {
    const patient = this.list().find((listed) => listed.file === file);
    if (patient === undefined) throw new ConsiliumError('sample-unknown');
    const { cards, slips } = patient;
    return {
      ...patient,
      cards: await Promise.all(cards.map(pictured)),
      slips: await Promise.all(slips.map(pictured)),
    };
  }

  #stored(): SamplePatient[] {
    if (!this.#parts.demonstration()) throw new ConsiliumError('demonstration-only');
    const bytes = this.#parts.folder.samplePatients();
    if (bytes === null) return [];
    const read = stored.safeParse(JSON.parse(fromUtf8(bytes)));
    return read.success ? read.data.patients : [];
  }

  /**
   * Registers the sample patients that are not registered yet, as the registrar who is logged in. Asked again
   * meanwhile it is the same work; interrupted, it goes on with the next one.
   * @throws ConsiliumError `demonstration-only`, `role-registrar-required`, and those of registering a patient
   */
  async register(report: (done: number, total: number) => void): Promise<ListedPatient[]> {
    this.#running ??= this.#registerMissing(report).finally(() => {
      this.#running = null;
    });
    await this.#running;
    return this.list();
  }

  async #registerMissing(report: (done: number, total: number) => void): Promise<void> {
    const { context, folder } = this.#parts;
    const patients = this.#stored();
    assertRegistrar(context);
    const bundles = await sampleBundles();
    for (const [done, sample] of bundles.entries()) {
      report(done, bundles.length);
      if (patients.some(({ file }) => file === sample.file)) continue;
      patients.push(await registerSample(context, sample));
      folder.writeSamplePatients(utf8(`${JSON.stringify({ format: 1, patients })}\n`));
    }
  }
}

async function pictured<T extends { readonly text: string }>(
  item: T,
): Promise<T & { readonly qrPng: Uint8Array<ArrayBuffer> }> {
  return { ...item, qrPng: await qrPng(item.text) };
}

/** Null of a sealed card. */
function isSpent(state: StateReader, text: string): boolean | null {
  if (patientTextKind(text) !== 'card') return null;
  return readSpent(state, readCard(text).certificate.epochKey) !== null;
}

async function registerSample(context: CoreContext, sample: SampleBundle): Promise<SamplePatient> {
  const registered = await registerPatient(context, personOf(sample));
  const texts = (items: typeof registered.cards) => items.map(({ epoch, text }) => ({ epoch, text }));
  return {
    file: sample.file,
    name: sample.name,
    about: sample.about,
    pin: PIN,
    cards: texts(registered.cards),
    slips: texts(registered.slips),
    masterText: registered.masterText,
    masterPassphrase: registered.masterPassphrase,
    documents: registered.imported,
  };
}

/** What the registrar would have typed, from the Patient of the Bundle. */
function personOf({ bytes, file, name }: SampleBundle): ArgsOf<'registrar/register-patient'> {
  const patient = patientIn(bytes);
  const { birthDate, sex } = patientBanner({
    identity: { patient, mentions: [] },
    allergies: [],
    complete: true,
    today: '',
  });
  return {
    name,
    sex,
    birthDate: birthDate ?? '',
    identifier: textAt(objectsAt(patient, 'identifier')[0], 'value') ?? '',
    phone: textAt(objectsAt(patient, 'telecom')[0], 'value') ?? '',
    address: textAt(objectsAt(patient, 'address')[0], 'text') ?? '',
    pin: PIN,
    cards: CARDS,
    files: [{ name: file, bytes }],
    emergency: true,
  };
}

function patientIn(bytes: Uint8Array): JsonObject {
  const resources = objectsAt(parseJson(bytes), 'entry').map((entry) => objectAt(entry, 'resource'));
  const patient = resources.find((resource) => textAt(resource ?? undefined, 'resourceType') === 'Patient');
  return patient ?? { resourceType: 'Patient' };
}
