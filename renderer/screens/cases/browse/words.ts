/** What facets and their values are called on a screen. */
import type { TFunction } from 'i18next';
import type { FoundCase } from '../../../../src/workstation/api/caseLibrary.ts';
import type { Bilingual } from '../../../../src/workstation/api/common.ts';
import { languageNames, named } from '../../../client/format.ts';
import type { Language } from '../../../i18n/index.ts';
import { wordFor } from '../../../i18n/words.ts';
import type { FacetName } from './place.ts';

/** How a value reads; `label` is what the core calls it, where it is a code. */
export function valueText(
  {
    facet,
    value,
    label = null,
  }: { readonly facet: FacetName; readonly value: string; readonly label?: Bilingual | null },
  language: Language,
  t: TFunction,
): string {
  switch (facet) {
    case 'specialty':
      return wordFor('specialtyName', value, language);
    case 'chapter':
      return wordFor('icdChapter', value.slice(0, 3), language);
    case 'category':
      return label === null ? value : `${value} ${named(label, language)}`;
    case 'treatment':
      return label === null ? treatment(value, language) : named(label, language);
    case 'ageBand':
      return ageText(value, t);
    case 'province':
      return wordFor('province', value, language);
    case 'language':
      return languageNames([value], language);
    case 'completeness':
      return t('library.atLeast', { count: Number(value) });
    case 'sex':
    case 'outcome':
    case 'modality':
    case 'examination':
    case 'consent':
    case 'contact':
    case 'followUp':
      return wordFor('caseWord', `${facet}-${value}`, language);
    case 'year':
    case 'block':
    case 'setting':
    case 'certainty':
    case 'hospitalLevel':
      return value;
  }
}

/** Of a term: names of concepts come in either language, whichever the screen has. */
export function languageOf(term: string): 'en' | 'zh' {
  return /[A-Za-z]{2}/u.test(term) ? 'en' : 'zh';
}

/** "65–69" of the band from 65 up to 70. */
export function ageText(band: string, t: TFunction): string {
  const [from = '', to = ''] = band.split('-');
  return to === ''
    ? t('library.ageFrom', { from })
    : Number(to) - Number(from) === 1
      ? t('library.ageOne', { from })
      : t('library.ageBand', { from, to: Number(to) - 1 });
}

/** The facts of a case in one line. */
export function factsOf({ facets }: Pick<FoundCase, 'facets'>, language: Language, t: TFunction): string {
  const { age, sex, outcome, specialty, year } = facets;
  const band = `${String(age.from)}-${age.to === null ? '' : String(age.to)}`;
  return [
    wordFor('specialtyName', specialty, language),
    wordFor('caseWord', `sex-${sex}`, language),
    ageText(band, t),
    String(year),
    wordFor('caseWord', `outcome-${outcome}`, language),
  ].join(' · ');
}

function treatment(value: string, language: Language): string {
  const [zh = value, en = zh] = value.split('|');
  return language === 'zh-CN' ? zh : en;
}
