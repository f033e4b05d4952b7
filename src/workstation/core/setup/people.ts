/** The people of a setup, and those of a demonstration: two hospitals with an officer, a registrar and a doctor each. */
import type { InstitutionId, StaffId, StaffRootSecret } from '../../../crypto/ids.ts';
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
  readonly nameZh: string;
  readonly nameEn: string;
  readonly licence: string;
  readonly specialty: string;
}

type PersonFacts = PersonWords & { readonly role: StaffRole; readonly root: StaffRootSecret };
type InstitutionFacts = Pick<House, 'id' | 'nameZh' | 'nameEn'>;

interface HouseWords {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly officer: PersonWords;
  readonly registrar: PersonWords;
  readonly doctor: PersonWords;
}

const HAIHE: HouseWords = {
  nameZh: '海河医院',
  nameEn: 'Haihe Hospital',
  officer: { nameZh: '赵敏', nameEn: 'Zhao Min', licence: '', specialty: '' },
  registrar: { nameZh: '孙丽', nameEn: 'Sun Li', licence: '', specialty: '' },
  doctor: { nameZh: '李明', nameEn: 'Li Ming', licence: '110120000012345', specialty: '呼吸内科' },
};

const JINNAN: HouseWords = {
  nameZh: '津南医院',
  nameEn: 'Jinnan Hospital',
  officer: { nameZh: '周涛', nameEn: 'Zhou Tao', licence: '', specialty: '' },
  registrar: { nameZh: '吴娟', nameEn: 'Wu Juan', licence: '', specialty: '' },
  doctor: { nameZh: '王芳', nameEn: 'Wang Fang', licence: '110120000067890', specialty: '心血管内科' },
};

const HARBOUR: HouseWords = {
  nameZh: '港城医院',
  nameEn: 'Harbour City Hospital',
  officer: { nameZh: '卡特', nameEn: 'Ruth Carter', licence: '', specialty: '' },
  registrar: { nameZh: '摩根', nameEn: 'Owen Morgan', licence: '', specialty: '' },
  doctor: { nameZh: '贝内特', nameEn: 'Helen Bennett', licence: '', specialty: '神经内科' },
};

const LAKESIDE: HouseWords = {
  nameZh: '湖畔儿童医院',
  nameEn: "Lakeside Children's Hospital",
  officer: { nameZh: '休斯', nameEn: 'Martin Hughes', licence: '', specialty: '' },
  registrar: { nameZh: '罗斯', nameEn: 'Clara Ross', licence: '', specialty: '' },
  doctor: { nameZh: '达席尔瓦', nameEn: 'Ana da Silva', licence: '', specialty: '儿科' },
};

/** The first so many hospitals with fresh ids and keys; the first founds the ledger, the others join it. */
export function demonstrationHouses(random: RandomBytes, count: number): readonly [House, ...House[]] {
  const [first, ...others] = [HAIHE, JINNAN, HARBOUR, LAKESIDE].slice(0, count);
  return [house(first ?? HAIHE, random), ...others.map((words) => house(words, random))];
}

/** Everyone in the order in which accounts are made. */
export function everyone(houses: readonly House[]): readonly Person[] {
  return houses.flatMap(({ officer, registrar, doctor }) => [doctor, registrar, officer]);
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

/** Someone at an institution, with a fresh id and the first keys of `root`. */
export function newPerson(words: PersonFacts, institution: InstitutionFacts, random: RandomBytes): Person {
  return personOf(words, institution, { id: toStaffId(random(16)), version: 1 });
}

/** Someone at an institution, with the keys of `root` in a version. */
export function personOf(
  { role, root, nameZh, nameEn, licence, specialty }: PersonFacts,
  institution: InstitutionFacts,
  { id, version }: { readonly id: StaffId; readonly version: number },
): Person {
  const names = {
    zh: nameZh,
    en: nameEn,
    institutionZh: institution.nameZh,
    institutionEn: institution.nameEn,
  };
  return {
    owner: { role, entity: id, institution: institution.id, names },
    root,
    keys: staffKeys(root, version),
    nameZh,
    nameEn,
    licence,
    specialty,
  };
}

function house(words: HouseWords, random: RandomBytes): House {
  const { nameZh, nameEn } = words;
  const institution = { id: toInstitutionId(random(16)), nameZh, nameEn };
  const make = (role: StaffRole): Person =>
    newPerson({ ...words[role], role, root: newStaffRootSecret(random) }, institution, random);
  return {
    ...institution,
    officer: make('officer'),
    registrar: make('registrar'),
    doctor: make('doctor'),
  };
}
