/**
 * What the number of a Chinese physician's licence (医师执业证书编码, 15 digits) says of its holder: grade (1), category
 * (2), place of practice (6, GB/T 2260), number in sequence (6). Nobody checks it here: the officers who entered the
 * doctor vouch for it.
 */

/** 执业医师, 执业助理医师. */
export type LicenceGrade = 'physician' | 'assistant';

/** First two digits of GB/T 2260. */
export const PROVINCES = [
  '11',
  '12',
  '13',
  '14',
  '15',
  '21',
  '22',
  '23',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '50',
  '51',
  '52',
  '53',
  '54',
  '61',
  '62',
  '63',
  '64',
  '65',
  '71',
  '81',
  '82',
] as const;
export type Province = (typeof PROVINCES)[number];

export interface Licence {
  readonly grade: LicenceGrade | null;
  /** Of {@link PROVINCES}. */
  readonly province: Province | null;
}

/** What a number says; nothing where it is of another form. */
export function readLicence(number: string): Licence {
  const [, grade, place] = /^(\d)\d{2}(\d{2})\d{10}$/u.exec(number) ?? [];
  return {
    grade: grade === '1' ? 'physician' : grade === '2' ? 'assistant' : null,
    province: PROVINCES.find((province) => province === place) ?? null,
  };
}
