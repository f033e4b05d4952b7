/**
 * What the new root's registration says of the former one. The clinical part says why, and by what the registrar made
 * sure who asked; what opens the former chain lies in the identity part, sealed to the patient's new cards alone.
 */
import { utf8 } from '../../../crypto/bytes.ts';
import type { RandomBytes } from '../../../ports.ts';
import { encodeIdentityPart, mentionsOf, patientResource } from '../../../records/identityPart.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import { narrative } from '../../../records/visitNote.ts';
import type { ArgsOf } from '../../api.ts';
import { encodeFormerRoot, type FormerRoot } from '../visits/formerRoot.ts';
import { uuid } from '../visits/prepare.ts';
import type { RegisteredPerson } from './registrationDocument.ts';

type Wishes = Pick<ArgsOf<'registrar/succeed'>, 'reason' | 'identity'>;

const TITLE = '换发主卡 New master card';
const REASONS: Readonly<Record<Wishes['reason'], string>> = {
  lost: '原主卡遗失 The former master card is lost',
  stolen: '原主卡被盗或被复制 The former master card is stolen or copied',
};
const CHECKS: Readonly<Record<Wishes['identity'], string>> = {
  'identity-card': '居民身份证 Identity card',
  passport: '护照 Passport',
  'household-register': '户口簿 Household register',
  guardian: '监护人及其证件 Guardian, with their papers',
};

export function successionDocument(
  of: { readonly person: RegisteredPerson; readonly former: FormerRoot; readonly wishes: Wishes },
  at: { readonly time: number; readonly institutionName: string; readonly random: RandomBytes },
): RecordParts {
  const patient = patientResource({ id: uuid(at.random), ...of.person });
  const date = new Date(at.time).toISOString();
  const composition = {
    resourceType: 'Composition',
    status: 'final',
    type: { text: TITLE },
    subject: { reference: 'Patient' },
    date,
    title: TITLE,
    author: [{ display: at.institutionName }],
    custodian: { display: at.institutionName },
    section: [
      { title: '原因 Reason', text: narrative(REASONS[of.wishes.reason]) },
      { title: '身份核验 Identity check', text: narrative(CHECKS[of.wishes.identity]) },
    ],
  };
  const bundle = {
    resourceType: 'Bundle',
    type: 'document',
    timestamp: date,
    entry: [{ resource: composition }, { resource: { resourceType: 'Patient' } }],
  };
  const former = encodeFormerRoot(of.former);
  return {
    identity: encodeIdentityPart({ patient, mentions: mentionsOf(patient), former }),
    clinical: utf8(JSON.stringify(bundle)),
  };
}
