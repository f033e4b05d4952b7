/** The visit of the card that a patient shows: one that goes on, or one that is opened now and spends the card. */
import { ConsiliumError } from '../../errors.ts';
import type { CardSummary } from '../api/visits.ts';
import type { Invocation } from '../../node/commandLine/command.ts';
import type { CoreRun } from './coreRun.ts';
import type { Inputs } from './inputs.ts';
import { choiceOption, demandHex } from '../../node/commandLine/values.ts';

const PURPOSES = ['treatment', 'emergency', 'inpatient'] as const;

/**
 * The visit's id. Needs an unlocked doctor.
 * @throws ConsiliumError `visit-not-open` for a fresh card without `--open`; `card-spent` {by, institution, time},
 *   `card-expired`, and the refusals of card/read, card/unseal and visit/open
 */
export async function visitOfCard(core: CoreRun, invocation: Invocation, inputs: Inputs): Promise<string> {
  const text = await inputs.secret('card');
  const read = await core.ask('card/read', { text });
  const summary = read.state === 'sealed' ? await unsealed(core, read.handle, inputs) : read;
  switch (summary.state) {
    case 'fresh':
      return openWith(core, summary.handle, invocation);
    case 'spent':
      if (summary.visit !== null) return summary.visit;
      throw spent(summary);
    case 'revoked':
      throw new ConsiliumError('card-revoked', { reason: summary.reason, time: summary.time });
    case 'expired':
      throw new ConsiliumError('card-expired', { notAfter: summary.notAfter });
    case 'sealed':
      throw new ConsiliumError('card-sealed');
  }
}

async function unsealed(core: CoreRun, handle: string, inputs: Inputs): Promise<CardSummary> {
  return core.ask('card/unseal', { handle, pin: await inputs.secret('pin') });
}

async function openWith(core: CoreRun, handle: string, invocation: Invocation): Promise<string> {
  if (!invocation.isOn('open')) throw new ConsiliumError('visit-not-open');
  const number = invocation.option('registration');
  const registration = number === undefined ? null : demandHex(number, 'registration', 16);
  const purpose = choiceOption(invocation, 'purpose', PURPOSES) ?? 'treatment';
  return (await core.ask('visit/open', { handle, registration, purpose })).id;
}

function spent(summary: Extract<CardSummary, { state: 'spent' }>): ConsiliumError {
  const { by, institution, time } = summary;
  return new ConsiliumError('card-spent', {
    by: by.zh,
    byEn: by.en,
    institution: institution.zh,
    institutionEn: institution.en,
    time,
  });
}
