/** What the wizard of a new institution has so far: texts, and for each person the ticket of their keys. */
import type { Role } from '../../../src/workstation/api/common.ts';

/** In the order in which they are asked for; a registrar may follow later. */
export const FOUNDER_ROLES = ['officer', 'doctor', 'registrar'] as const satisfies readonly Role[];
export type FounderRole = (typeof FOUNDER_ROLES)[number];

export interface Names {
  readonly zh: string;
  readonly en: string;
}

export interface Founder {
  readonly name: Names;
  readonly licence: string;
  readonly specialty: string;
  /** Of keys whose words are on paper; null while there are none. */
  readonly ticket: string | null;
}

export interface Founding {
  readonly name: Names;
  readonly people: Readonly<Record<FounderRole, Founder>>;
  /** No registrar yet: the officer can enter one later. */
  readonly withoutRegistrar: boolean;
}

export const NOBODY: Founder = { name: { zh: '', en: '' }, licence: '', specialty: '', ticket: null };

export const EMPTY_FOUNDING: Founding = {
  name: { zh: '', en: '' },
  people: { officer: NOBODY, doctor: NOBODY, registrar: NOBODY },
  withoutRegistrar: false,
};

/** Steps of the wizard, in order. */
export const STEPS = ['institution', ...FOUNDER_ROLES, 'review'] as const;
export type Step = (typeof STEPS)[number];

/** The step before or after another. */
export function stepBeside(step: Step, by: 1 | -1): Step {
  return STEPS[STEPS.indexOf(step) + by] ?? step;
}

/** Names as they are kept: without blanks around them, the second one like the first where it is empty. */
export function standing({ zh, en }: Names): Names {
  return { zh: zh.trim(), en: en.trim() || zh.trim() };
}

/** Everybody who founds the institution, in order. */
export function foundersOf(founding: Founding): readonly (Founder & { readonly role: FounderRole })[] {
  return FOUNDER_ROLES.filter((role) => role !== 'registrar' || !founding.withoutRegistrar).map((role) => ({
    ...founding.people[role],
    role,
  }));
}
