/**
 * `institution create`: founds an institution on this machine, as the first run's screens do. Names come from a file;
 * each person's passphrase is a secret of its own. The recovery words are printed once, and stand nowhere else.
 */
import { z } from 'zod';
import { fromUtf8 } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { requiredOption } from '../../../node/commandLine/values.ts';
import type { ArgsOf } from '../../api.ts';
import { withCore, type CoreRun } from '../coreRun.ts';
import { Inputs } from '../inputs.ts';

const name = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200).optional() });
const person = z.strictObject({
  name,
  licence: z.string().max(200).default(''),
  specialty: z.string().max(200).default(''),
});
const institution = z.strictObject({
  name,
  officer: person,
  doctor: person,
  registrar: person.optional(),
});
type Person = z.infer<typeof person>;

type Founder = ArgsOf<'setup/institution'>['people'][number];

export async function institutionCreate(invocation: Invocation): Promise<CommandResult> {
  const inputs = new Inputs(invocation);
  const wanted = parseInstitution(await inputs.bytes(requiredOption(invocation, 'file')));
  const people = [
    { role: 'officer', person: wanted.officer, passphrase: await inputs.secret('officer-passphrase') },
    { role: 'doctor', person: wanted.doctor, passphrase: await inputs.secret('doctor-passphrase') },
    ...(wanted.registrar === undefined
      ? []
      : [
          {
            role: 'registrar' as const,
            person: wanted.registrar,
            passphrase: await inputs.secret('registrar-passphrase'),
          },
        ]),
  ] as const;
  const value = await withCore(invocation, async (core) => {
    const made: Made[] = [];
    for (const one of people) made.push(await makePerson(core, one));
    const founders = made.map(({ founder }) => founder);
    const { status } = await core.ask('setup/institution', {
      name: bilingual(wanted.name),
      people: founders,
    });
    const accounts = await core.ask('account/list', {});
    return {
      institution: status.institutions[0],
      dataFolder: status.dataDirectory,
      accounts: made.map(({ founder, words }) => ({
        id: accounts.find(({ role }) => role === founder.role)?.id ?? null,
        role: founder.role,
        recoveryWords: words.join(' '),
      })),
    };
  });
  return { value };
}

interface Made {
  readonly founder: Founder;
  readonly words: readonly string[];
}

/** The words are not asked back: whoever runs this has them in the output. */
async function makePerson(
  core: CoreRun,
  {
    role,
    person: of,
    passphrase,
  }: { readonly role: Founder['role']; readonly person: Person; readonly passphrase: string },
): Promise<Made> {
  const { ticket, words, ask } = await core.ask('setup/person', { passphrase });
  await core.ask('setup/person-confirm', { ticket, words: ask.map((position) => words[position] ?? '') });
  const { licence, specialty } = of;
  return { founder: { ticket, role, name: bilingual(of.name), licence, specialty }, words };
}

function bilingual({ zh, en }: z.infer<typeof name>): Founder['name'] {
  return { zh, en: en ?? zh };
}

/** Errors: `institution-malformed` {field}. */
function parseInstitution(bytes: Uint8Array): z.infer<typeof institution> {
  const read = institution.safeParse(jsonOf(bytes));
  if (read.success) return read.data;
  throw new ConsiliumError('institution-malformed', { field: read.error.issues[0]?.path.join('.') ?? '' });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw new ConsiliumError('institution-malformed', { field: '' }, { cause });
  }
}
