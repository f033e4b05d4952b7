/** Whom a doctor may ask: the active doctors of the whole ledger, and who of them is there now. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { inOrder } from '../../../crypto/doctorProfile.ts';
import { toInstitutionId, toStaffId, type InstitutionId, type StaffId } from '../../../crypto/ids.ts';
import { doctorCodec, type Staff } from '../../../contracts/entities.ts';
import { errorCode } from '../../../errors.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import { PROVINCES, readLicence } from '../../../records/terminology/physicianLicence.ts';
import { pinyinForms } from '../../../records/terminology/pinyin.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { ColleagueView } from '../../api/dialogue.ts';
import { institutionName } from '../visits/ledgerReads.ts';
import { answersIn } from './answersIn.ts';
import { knownLanguages, takeProfiles } from './profiles.ts';
import { selfOf, type DialoguePorts } from './ports.ts';

/** More than fit on a screen say: type more. */
const MOST_FOUND = 50;
/** Of whom it is asked whether they are there, and what they say of themselves. */
const MOST_ASKED = 500;
/** A node that does not say by then who is there is not waited for. */
const PRESENCE_WITHIN_MS = 2_000;

interface Found {
  readonly id: StaffId;
  readonly staff: Staff;
  readonly institution: InstitutionId;
}

type Wanted = ArgsOf<'dialogue/colleagues'>;

export interface Directory {
  readonly ports: DialoguePorts;
  readonly store: LedgerStore;
  nodeAt(institution: InstitutionId): Promise<Pick<NodeClient, 'mailbox' | 'profiles'>>;
}

/** Every word must stand in name, pinyin, institution or specialty; whoever is there now comes first. */
export async function findColleagues(directory: Directory, wanted: Wanted): Promise<ColleagueView[]> {
  const { ports, store } = directory;
  const words = wanted.query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const found = activeDoctors(directory)
    .filter(({ staff }) => isWanted(staff, wanted))
    .filter((doctor) => words.every((word) => textOf(store, doctor).includes(word)))
    .slice(0, wanted.present || wanted.language !== undefined ? MOST_ASKED : MOST_FOUND);
  const present = await askNodes(directory, found);
  const languages = knownLanguages(ports);
  const spokenBy = ({ id }: Found) => [...(languages.get(toHex(id)) ?? [])];
  const isThere = ({ id }: Found): boolean => present.get(toHex(id)) === true;
  const { language } = wanted;
  const shown = found
    .filter((doctor) => !wanted.present || isThere(doctor))
    .filter((doctor) => language === undefined || spokenBy(doctor).includes(language))
    .slice(0, MOST_FOUND);
  const { requests } = ports.session.desk;
  return shown
    .toSorted((left, right) => Number(isThere(right)) - Number(isThere(left)))
    .map((doctor) => ({ ...doctor, languages: spokenBy(doctor) }))
    .map(({ id, staff, institution, languages: spoken }) => ({
      id: toHex(id),
      name: { zh: staff.nameZh, en: staff.nameEn },
      institution: institutionName(store, institution),
      institutionId: toHex(institution),
      specialty: staff.specialty,
      ...readLicence(staff.licence),
      languages: spoken,
      present: present.get(toHex(id)) ?? null,
      answersIn: answersIn(ports, id),
      blocked: requests.isBlocked(id),
    }));
}

/** What can be chosen among the doctors of the ledger. */
export function directoryOf(directory: Pick<Directory, 'ports' | 'store'>): ResultOf<'dialogue/directory'> {
  const active = activeDoctors(directory);
  const doctors = active.map(({ staff }) => staff);
  const known = knownLanguages(directory.ports);
  const languages = active.flatMap(({ id }) => known.get(toHex(id)) ?? []);
  const specialties = new Set(doctors.map(({ specialty }) => specialty).filter((name) => name !== ''));
  const provinces = new Set(doctors.map(({ licence }) => readLicence(licence).province));
  return {
    specialties: [...specialties].toSorted(),
    provinces: PROVINCES.filter((province) => provinces.has(province)),
    languages: [...inOrder(languages)],
  };
}

function isWanted({ specialty, licence }: Staff, wanted: Wanted): boolean {
  const { grade, province } = readLicence(licence);
  return (
    (wanted.specialty ?? specialty) === specialty &&
    (wanted.grade ?? grade) === grade &&
    (wanted.province ?? province) === province
  );
}

/** But oneself. */
function activeDoctors({ ports, store }: Pick<Directory, 'ports' | 'store'>): readonly Found[] {
  return store.state
    .ofKind(doctorCodec.kind)
    .map(({ id, value }): Found => {
      const staff = doctorCodec.decode(value);
      return { id: toStaffId(id), staff, institution: toInstitutionId(staff.institution) };
    })
    .filter(({ id, staff }) => staff.status === 'active' && !bytesEqual(id, selfOf(ports).doctor));
}

function textOf(store: LedgerStore, { staff, institution }: Found): string {
  const { zh, en } = institutionName(store, institution);
  const { initials, syllables } = pinyinForms(staff.nameZh);
  return [staff.nameZh, staff.nameEn, initials, syllables, zh, en, staff.specialty].join('\n').toLowerCase();
}

/**
 * Who is there, by id in hex, without those whose node did not answer in time; and keeps what is new of what they say of
 * themselves.
 */
async function askNodes(
  directory: Directory,
  found: readonly Found[],
): Promise<ReadonlyMap<string, boolean>> {
  const present = new Map<string, boolean>();
  const nodes = new Map(found.map(({ institution }) => [toHex(institution), institution]));
  let cancel = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    cancel = directory.ports.timers.after(PRESENCE_WITHIN_MS, resolve);
  });
  const asked = [...nodes.values()].map(async (institution) => {
    const doctors = found.filter((doctor) => bytesEqual(doctor.institution, institution));
    try {
      const node = await directory.nodeAt(institution);
      const ids = doctors.map(({ id }) => id);
      const [answers, given] = await Promise.all([node.mailbox.presence(ids), node.profiles.get(ids)]);
      ids.forEach((id, index) => present.set(toHex(id), answers[index] ?? false));
      if (takeProfiles(directory.ports, ids, given)) directory.ports.changed();
    } catch (error) {
      directory.ports.logger.info('presence-unknown', { code: errorCode(error) });
    }
  });
  await Promise.race([Promise.all(asked), late]);
  cancel();
  return new Map(present);
}
