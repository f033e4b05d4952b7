/** The people of a demonstration: two hospitals with an officer, a registrar and a doctor each. */
import type { InstitutionId, StaffRootSecret } from '../../../crypto/ids.ts';
import { toInstitutionId, toStaffId } from '../../../crypto/ids.ts';
import type { StaffRole } from '../../../crypto/keyStore.ts';
import { newStaffRootSecret, staffKeys, type StaffKeys } from '../../../crypto/staffKeys.ts';
import type { BodyOf, NewOfficer, Signer } from '../../../contracts/transactionKinds.ts';
import type { RandomBytes } from '../../../ports.ts';
import type { AccountOwner } from '../accounts/accountStore.ts';

/** Someone with an account on this machine. */
export interface Person {
  readonly owner: AccountOwner;
  readonly root: StaffRootSecret;
  readonly keys: StaffKeys;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly licence: string;
  readonly specialty: string;
}

export interface House {
  readonly id: InstitutionId;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly officer: Person;
  readonly registrar: Person;
  readonly doctor: Person;
}

interface PersonWords {
  readonly zh: string;
  readonly en: string;
  readonly licence: string;
  readonly specialty: string;
}

interface HouseWords {
  readonly zh: string;
  readonly en: string;
  readonly officer: PersonWords;
  readonly registrar: PersonWords;
  readonly doctor: PersonWords;
}

const HAIHE: HouseWords = {
  zh: '海河医院',
  en: 'Haihe Hospital',
  officer: { zh: '赵敏', en: 'Zhao Min', licence: '', specialty: '' },
  registrar: { zh: '孙丽', en: 'Sun Li', licence: '', specialty: '' },
  doctor: { zh: '李明', en: 'Li Ming', licence: '110120000012345', specialty: '呼吸内科' },
};

const JINNAN: HouseWords = {
  zh: '津南医院',
  en: 'Jinnan Hospital',
  officer: { zh: '周涛', en: 'Zhou Tao', licence: '', specialty: '' },
  registrar: { zh: '吴娟', en: 'Wu Juan', licence: '', specialty: '' },
  doctor: { zh: '王芳', en: 'Wang Fang', licence: '110120000067890', specialty: '心血管内科' },
};

/** Both hospitals with fresh ids and keys; A founds the ledger, B joins it. */
export function demonstrationHouses(random: RandomBytes): { readonly a: House; readonly b: House } {
  return { a: house(HAIHE, random), b: house(JINNAN, random) };
}

/** Everyone in the order in which accounts are made. */
export function everyone({ a, b }: { readonly a: House; readonly b: House }): readonly Person[] {
  return [a, b].flatMap(({ officer, registrar, doctor }) => [doctor, registrar, officer]);
}

/** How a person stands in `registry/institution-add` and in a genesis. */
export function newOfficer({ owner, keys, nameZh, nameEn }: Person): NewOfficer {
  return { id: owner.entity, nameZh, nameEn, sign: keys.sign.publicKey, seal: keys.seal.publicKey };
}

/** How an officer stands among the signers of a transaction. */
export function signerOf({ owner, keys }: Person): Signer {
  return { role: owner.role, entity: owner.entity, version: keys.version };
}

/** What enters a person on the ledger. */
export function staffAddOf(
  person: Person,
): Omit<BodyOf<'registry/staff-add'>, 'time' | 'expires' | 'signers'> {
  const { owner, keys, nameZh, nameEn, licence, specialty } = person;
  return {
    kind: 'registry/staff-add',
    institution: owner.institution,
    role: owner.role,
    id: owner.entity,
    nameZh,
    nameEn,
    licence,
    specialty,
    sign: keys.sign.publicKey,
    seal: keys.seal.publicKey,
  };
}

function house(words: HouseWords, random: RandomBytes): House {
  const id = toInstitutionId(random(16));
  const make = (role: StaffRole): Person => {
    const person = words[role];
    const root = newStaffRootSecret(random);
    const names = { zh: person.zh, en: person.en, institutionZh: words.zh, institutionEn: words.en };
    return {
      owner: { role, entity: toStaffId(random(16)), institution: id, names },
      root,
      keys: staffKeys(root, 1),
      nameZh: person.zh,
      nameEn: person.en,
      licence: person.licence,
      specialty: person.specialty,
    };
  };
  return {
    id,
    nameZh: words.zh,
    nameEn: words.en,
    officer: make('officer'),
    registrar: make('registrar'),
    doctor: make('doctor'),
  };
}
