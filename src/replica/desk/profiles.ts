/** Profiles of doctors in a desk: the newest of each. Whoever writes has verified it; see crypto/doctorProfile.ts. */
import { isLanguage, type DoctorProfile, type Language } from '../../crypto/doctorProfile.ts';
import { toStaffId, type StaffId } from '../../crypto/ids.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer, text } from '../rows.ts';

export interface StoredProfile {
  readonly doctor: StaffId;
  /** Of the key that signed it. */
  readonly version: number;
  readonly time: number;
  readonly languages: readonly Language[];
  /** As it was signed. */
  readonly signed: Uint8Array;
}

export interface Profiles {
  find(doctor: StaffId): StoredProfile | null;
  all(): readonly StoredProfile[];
  /**
   * Answers `older` where a newer one is here, `same` where this one is. One that another key of the doctor signed gives
   * way to any: what was signed with a key that is no longer in force says nothing.
   */
  put(profile: DoctorProfile, signed: Uint8Array): 'new' | 'same' | 'older';
}

export function profilesOf(database: Database): Profiles {
  const find = database.prepare('SELECT * FROM profiles WHERE doctor = ?');
  const all = database.prepare('SELECT * FROM profiles ORDER BY id');
  const put = database.prepare(
    `INSERT INTO profiles (doctor, version, time, languages, profile) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (doctor) DO UPDATE SET version = excluded.version, time = excluded.time,
       languages = excluded.languages, profile = excluded.profile
     WHERE excluded.version <> profiles.version OR excluded.time > profiles.time`,
  );
  return {
    find: (doctor) => {
      const row = find.get(doctor);
      return row === undefined ? null : storedProfile(row);
    },
    all: () => all.all().map(storedProfile),
    put: ({ doctor, version, time, languages }, signed) => {
      if (put.run(doctor, version, time, languages.join(' '), signed).changes > 0) return 'new';
      const row = find.get(doctor);
      return row !== undefined && integer(row, 'time') === time ? 'same' : 'older';
    },
  };
}

function storedProfile(row: Row): StoredProfile {
  return {
    doctor: toStaffId(bytes(row, 'doctor')),
    version: integer(row, 'version'),
    time: integer(row, 'time'),
    languages: text(row, 'languages').split(' ').filter(isLanguage),
    signed: bytes(row, 'profile'),
  };
}
