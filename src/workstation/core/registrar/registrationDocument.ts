/** What the registrar writes down of a patient: the first document of the record, and the source of the banner. */
import { utf8 } from '../../../crypto/bytes.ts';
import type { RandomBytes } from '../../../ports.ts';
import { encodeIdentityPart, mentionsOf, patientResource } from '../../../records/identityPart.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import type { ArgsOf } from '../../api.ts';
import { uuid } from '../visits/prepare.ts';

/** Who somebody is, as far as their registration says it. */
export type RegisteredPerson = Pick<
  ArgsOf<'registrar/register-patient'>,
  'name' | 'sex' | 'birthDate' | 'identifier' | 'phone' | 'address' | 'guardian'
>;

/** The patient goes into the identity part whole; the clinical part says only that, when and where they registered. */
export function registrationDocument(
  person: RegisteredPerson,
  at: { readonly time: number; readonly institutionName: string; readonly random: RandomBytes },
): RecordParts {
  const patient = patientResource({ id: uuid(at.random), ...person });
  const date = new Date(at.time).toISOString();
  const composition = {
    resourceType: 'Composition',
    status: 'final',
    type: { text: '登记 Registration' },
    subject: { reference: 'Patient' },
    date,
    title: '登记 Registration',
    author: [{ display: at.institutionName }],
    custodian: { display: at.institutionName },
    section: [],
  };
  const bundle = {
    resourceType: 'Bundle',
    type: 'document',
    timestamp: date,
    entry: [{ resource: composition }, { resource: { resourceType: 'Patient' } }],
  };
  return {
    identity: encodeIdentityPart({ patient, mentions: mentionsOf(patient) }),
    clinical: utf8(JSON.stringify(bundle)),
  };
}
