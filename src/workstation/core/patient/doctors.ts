/** Doctors as a patient looks for them: those who are active, of all institutions. */
import { toHex } from '../../../crypto/bytes.ts';
import { doctorCodec } from '../../../contracts/entities.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ResultOf } from '../../api.ts';
import { institutionName } from '../visits/ledgerReads.ts';

type Found = ResultOf<'patient/doctors'>[number];

/** More than fit on a screen say: type more. */
const MOST_FOUND = 50;

/** Every word must stand in name, institution or specialty, in either language. */
export function findDoctors(store: LedgerStore, query: string): Found[] {
  const words = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return store.state
    .ofKind(doctorCodec.kind)
    .map(({ id, value }) => ({ id, staff: doctorCodec.decode(value) }))
    .filter(({ staff }) => staff.status === 'active')
    .map(({ id, staff }) => ({
      id: toHex(id),
      name: { zh: staff.nameZh, en: staff.nameEn },
      institution: institutionName(store, staff.institution),
      specialty: staff.specialty,
    }))
    .filter((doctor) => words.every((word) => textOf(doctor).includes(word)))
    .slice(0, MOST_FOUND);
}

function textOf({ name, institution, specialty }: Found): string {
  return [name.zh, name.en, institution.zh, institution.en, specialty].join('\n').toLowerCase();
}
