/** Founds an institution through the request table, as the first run's screens do. */
import type { ArgsOf, ResultOf } from '../../src/workstation/api.ts';
import type { Asker } from './asker.ts';

export const FOUNDED = { zh: '滨江医院', en: 'Binjiang Hospital' } as const;

const PEOPLE = [
  { role: 'officer', name: { zh: '郑华', en: 'Zheng Hua' }, licence: '', specialty: '' },
  { role: 'doctor', name: { zh: '林岚', en: 'Lin Lan' }, licence: '110310000054321', specialty: '全科' },
  { role: 'registrar', name: { zh: '许晴', en: 'Xu Qing' }, licence: '', specialty: '' },
] as const;

/** Of each person of the institution, under which passphrase their keys lie. */
export const PASSPHRASES = {
  officer: 'the officer’s own words',
  doctor: 'the doctor’s own words',
  registrar: 'the registrar’s own words',
} as const;

type People = ArgsOf<'setup/institution'>['people'];

/** The people of the institution, their words asked back; and those words. */
export async function founders(
  ask: Asker['ask'],
): Promise<{ readonly people: People; readonly words: Readonly<Record<string, readonly string[]>> }> {
  const people: People = [];
  const words: Record<string, readonly string[]> = {};
  for (const person of PEOPLE) {
    const made = await ask('setup/person', { passphrase: PASSPHRASES[person.role], language: 'zh' });
    const asked = made.ask.map((position) => made.words[position] ?? '');
    await ask('setup/person-confirm', { ticket: made.ticket, words: asked });
    people.push({ ...person, ticket: made.ticket });
    words[person.role] = made.words;
  }
  return { people, words };
}

export async function foundInstitution(ask: Asker['ask']): Promise<ResultOf<'setup/institution'>> {
  const { people } = await founders(ask);
  return ask('setup/institution', { name: FOUNDED, people });
}
