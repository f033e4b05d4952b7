/** A FHIR R4 transaction Bundle in the shape of large generated histories, made for these tests. */
export interface SyntheticBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'transaction';
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Record<string, unknown> }[];
}

/** Who the patient of such a Bundle is, as a registrar enters them. */
export const OAKES = { name: 'Wilhelmina Oakes', sex: 'female', birthDate: '1971-02-03' } as const;

const RESOURCES_PER_ENCOUNTER = 24;
const DAY_MS = 86_400_000;

/** The text of a Bundle of about so many bytes, laid out as generators of histories do. */
export function bundleOfSize(bytes: number): string {
  const text = (encounters: number): string =>
    JSON.stringify(syntheticBundle({ encounters, resourcesPerEncounter: RESOURCES_PER_ENCOUNTER }), null, 2);
  const [one, two] = [text(1).length, text(2).length];
  return text(1 + Math.ceil((bytes - one) / (two - one)));
}

export function syntheticBundle(size: {
  readonly encounters: number;
  readonly resourcesPerEncounter: number;
  /** 20 unless given. */
  readonly daysBetween?: number;
}): SyntheticBundle {
  const days = size.daysBetween ?? 20;
  const patient = { reference: 'urn:uuid:patient-0001', display: 'Ms. Wilhelmina Oakes' };
  const entry: { fullUrl: string; resource: Record<string, unknown> }[] = [
    {
      fullUrl: 'urn:uuid:patient-0001',
      resource: {
        resourceType: 'Patient',
        id: 'patient-0001',
        gender: 'female',
        birthDate: '1971-02-03',
        name: [{ use: 'official', family: 'Oakes', given: ['Wilhelmina'], prefix: ['Ms.'] }],
        identifier: [{ type: { text: 'Social Security Number' }, value: '999-12-3456' }],
      },
    },
  ];
  for (let index = 0; index < size.encounters; index += 1) {
    const url = `urn:uuid:encounter-${String(index)}`;
    const date = new Date(Date.UTC(2000, 0, 1) + index * days * DAY_MS).toISOString();
    const text = `# Note\nWilhelmina Oakes was seen on ${date}. She asks how to sleep better.`;
    entry.push({
      fullUrl: url,
      resource: {
        resourceType: 'Encounter',
        id: `encounter-${String(index)}`,
        status: 'finished',
        subject: patient,
        class: { code: 'AMB' },
        type: [{ text: 'General examination' }],
        period: { start: date },
        serviceProvider: { display: 'Riverside Clinic' },
      },
    });
    for (let item = 0; item < size.resourcesPerEncounter; item += 1) {
      entry.push({
        fullUrl: `urn:uuid:resource-${String(index)}-${String(item)}`,
        resource: memberOf(url, { item, date, text, patient }),
      });
    }
  }
  entry.push({ fullUrl: 'urn:uuid:device', resource: { resourceType: 'Device', id: 'device', patient } });
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function memberOf(
  encounter: string,
  of: { item: number; date: string; text: string; patient: object },
): Record<string, unknown> {
  const reference = { reference: encounter };
  switch (of.item % 3) {
    case 0:
      return {
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'Body weight' },
        subject: of.patient,
        encounter: reference,
        effectiveDateTime: of.date,
        valueQuantity: { value: 61.5, unit: 'kg' },
      };
    case 1:
      return {
        resourceType: 'DocumentReference',
        status: 'current',
        subject: of.patient,
        context: { encounter: [reference] },
        content: [
          { attachment: { contentType: 'text/plain', data: Buffer.from(of.text).toString('base64') } },
        ],
      };
    default:
      return {
        resourceType: 'Claim',
        status: 'active',
        patient: of.patient,
        item: [{ sequence: 1, encounter: [reference] }],
      };
  }
}
