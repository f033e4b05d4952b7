/** `staff add`, `staff suspend`, `staff reinstate`: what officers enter of people, at the node's own command line. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { readEnrolment } from '../../../crypto/enrolment.ts';
import { toInstitutionId, toStaffId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { systemClock } from '../../../node/clock.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { choiceOption, demandHex, requiredOption } from '../../../node/commandLine/values.ts';
import { withNode } from '../invocation.ts';
import { openOfficers, submitAs, type Officer, type OfficerAction } from '../officer.ts';
import { nodeSecrets } from '../secrets.ts';

const ROLES = ['doctor', 'registrar', 'officer'] as const;

/**
 * Enters the person of an enrolment text (`CN1:…`), whose fingerprint the officer compared with them.
 * Errors: `enrolment-malformed`, `enrolment-altered`, `enrolment-foreign`, `fingerprint-unconfirmed` {fingerprint,
 * role, nameZh, nameEn, licence}, those of openOfficers and submitAs.
 */
export async function staffAdd(invocation: Invocation): Promise<CommandResult> {
  const [file = '-'] = invocation.operands;
  const text = new TextDecoder().decode(await nodeSecrets(invocation).bytes(file)).trim();
  const { fingerprint, network, ...person } = readEnrolment(text);
  const { role, nameZh, nameEn, licence } = person;
  const compared = invocation
    .option('fingerprint')
    ?.toLowerCase()
    .replaceAll(/[^0-9a-f]/gu, '');
  if (compared !== fingerprint.replaceAll(/[^0-9a-f]/gu, '')) {
    throw new ConsiliumError('fingerprint-unconfirmed', { fingerprint, role, nameZh, nameEn, licence });
  }
  return withNode(invocation, async (client) => {
    const hello = await client.hello();
    const isOurs =
      bytesEqual(network, hello.network) &&
      bytesEqual(person.institution, toInstitutionId(hello.institution));
    if (!isOurs) throw new ConsiliumError('enrolment-foreign');
    const officers = await openOfficers(invocation);
    const { institution, id, specialty, sign, seal } = person;
    const entered = { institution, role, id, nameZh, nameEn, licence, specialty, sign, seal };
    const action: OfficerAction = { kind: 'registry/staff-add', ...entered };
    const transaction = await submitAs(officers, action, { client, clock: systemClock });
    return { value: { transaction: toHex(transaction), id: toHex(id), role, nameZh, nameEn, fingerprint } };
  });
}

export async function staffSuspend(invocation: Invocation): Promise<CommandResult> {
  return change(invocation, 'registry/staff-suspend');
}

export async function staffReinstate(invocation: Invocation): Promise<CommandResult> {
  return change(invocation, 'registry/staff-reinstate');
}

/** Errors: `usage-*`, those of openOfficers and submitAs. */
async function change(
  invocation: Invocation,
  kind: 'registry/staff-suspend' | 'registry/staff-reinstate',
): Promise<CommandResult> {
  const [named = ''] = invocation.operands;
  const id = toStaffId(fromHex(demandHex(named, 'ID', 16)));
  const role = choiceOption(invocation, 'role', ROLES) ?? 'doctor';
  const reason = requiredOption(invocation, 'reason');
  const officers: readonly Officer[] = await openOfficers(invocation);
  return withNode(invocation, async (client) => {
    const transaction = await submitAs(officers, { kind, id, role, reason }, { client, clock: systemClock });
    return { value: { transaction: toHex(transaction), id: toHex(id), role } };
  });
}
