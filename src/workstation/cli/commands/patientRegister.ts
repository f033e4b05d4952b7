/**
 * `patient register`: keys, cards and slips for a new patient, with what they bring along. Who they are comes from a
 * file, since arguments are seen by every process.
 */
import { z } from 'zod';
import { fromUtf8 } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { ResultOf } from '../../api.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { fileView, filesOf } from './importFiles.ts';
import { withAccount } from '../coreRun.ts';
import { Inputs } from '../inputs.ts';
import { numberOption, requiredOption } from '../../../node/commandLine/values.ts';
import { assertEmptyFolder, writeSheet } from '../sheet.ts';

const DEFAULT_CARDS = 5;

const person = z.strictObject({
  name: z.string().min(1).max(200),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/u),
  identifier: z.string().max(200).default(''),
  phone: z.string().max(200).default(''),
  address: z.string().max(200).default(''),
  /** Wishes that an emergency key of the institution opens the record. */
  emergency: z.boolean().default(false),
});
type Person = z.infer<typeof person>;

type Registered = ResultOf<'registrar/register-patient'>;

export async function patientRegister(invocation: Invocation): Promise<CommandResult> {
  const inputs = new Inputs(invocation);
  const out = invocation.option('out');
  if (out !== undefined) assertEmptyFolder(out);
  const who = parsePerson(await inputs.bytes(requiredOption(invocation, 'person-file')));
  const pin = await inputs.secret('pin');
  const cards = numberOption(invocation, 'cards', 1) ?? DEFAULT_CARDS;
  const files = await filesOf(invocation, inputs);
  const registered = await withAccount(invocation, inputs, async (core) =>
    core.ask('registrar/register-patient', { ...who, pin, cards, files }),
  );
  return { value: handedOut(registered, out) };
}

/** Errors: `person-malformed` {field}; no value of the file is repeated. */
function parsePerson(bytes: Uint8Array): Person {
  const read = person.safeParse(jsonOf(bytes));
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.join('.') ?? '';
  throw new ConsiliumError('person-malformed', { field: path });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw new ConsiliumError('person-malformed', { field: '' }, { cause });
  }
}

/** Into files of their owner alone with `--out`, otherwise onto standard output. */
function handedOut(registered: Registered, folder: string | undefined): object {
  const { cards, imported, masterPassphrase, masterText, slips } = registered;
  const files = registered.files.map(fileView);
  if (folder !== undefined) return { imported, files, ...writeSheet(folder, registered) };
  const texts = (items: Registered['cards']) => items.map(({ epoch, text }) => ({ epoch, text }));
  return {
    imported,
    files,
    master: { text: masterText, passphrase: masterPassphrase },
    cards: texts(cards),
    slips: texts(slips),
  };
}
