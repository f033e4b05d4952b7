import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/workstation/cli/commands.ts';
import type { Command } from '../../src/node/commandLine/command.ts';
import { EXIT_CODES } from '../../src/node/commandLine/exitCodes.ts';
import { TEXTS } from '../../src/workstation/cli/texts.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { answered, cli, refused, textLike } from './support/cli.ts';

/** A command that answers with what it was given. */
const ECHO: Command = {
  name: 'echo',
  summary: 'Prints what it was given.',
  detail: [],
  operands: { usage: '[WORD]', least: 0, most: 1 },
  options: [
    { name: 'number', value: 'N', summary: 'a value' },
    { name: 'loud', value: null, summary: 'a switch' },
  ],
  prints: 'it',
  codes: [],
  load: async () => async (invocation) => ({
    value: {
      operands: invocation.operands,
      number: invocation.option('number') ?? null,
      isLoud: invocation.isOn('loud'),
      dataFolder: invocation.dataFolder,
    },
  }),
};

function failing(error: Error): Command {
  return { ...ECHO, name: 'fail', load: async () => async () => Promise.reject(error) };
}

describe('help', () => {
  it('lists every command, every exit code, and where secrets come from', async () => {
    const { exit, out } = await cli(['--help']);
    expect(exit).toBe(0);
    for (const { name } of COMMANDS) expect(out).toContain(`\n  ${name} `);
    for (const [code, meaning] of EXIT_CODES)
      expect(out).toMatch(new RegExp(`\\n  ${String(code)} +${meaning.slice(0, 8)}`, 'u'));
    expect(out).toContain('CONSILIUM_PASSPHRASE');
    expect((await cli(['-h'])).out).toBe(out);
  });

  it.each(COMMANDS.map(({ name }) => name))(
    'of %s names its options, what it prints and its exit codes',
    async (name) => {
      const command = COMMANDS.find((candidate) => candidate.name === name);
      const { exit, out } = await cli([...name.split(' '), '--help']);
      expect(exit).toBe(0);
      for (const option of command?.options ?? []) expect(out).toContain(`--${option.name}`);
      expect(out).toContain(command?.prints);
      expect(out).toContain('Exit codes');
    },
  );

  it('names only codes that have a sentence in both languages', () => {
    const named = new Set(COMMANDS.flatMap(({ codes }) => codes));
    expect([...named].filter((code) => TEXTS[code] === undefined)).toEqual([]);
    for (const { en, zh } of Object.values(TEXTS)) expect([en !== '', zh !== '']).toEqual([true, true]);
  });

  it('has a command for everything that is promised', () => {
    expect(COMMANDS.map(({ name }) => name)).toEqual([
      'account list',
      'institution create',
      'patient register',
      'visit register',
      'import',
      'history',
      'ledger show',
      'ledger statement',
      'ledger erasures',
      'erasure ask',
      'erasure list',
      'erasure sign',
      'erasure decline',
      'proof verify',
      'replica verify',
      'dicom show',
      'dicom decode',
      'search',
      'deid',
      'check',
    ]);
  });
});

describe('arguments', () => {
  const echo = [ECHO];

  it('are operands, options in either form, and switches', async () => {
    const argv = ['echo', '--number=7', '--loud', 'word', '--data', '/somewhere'];
    expect(await answered(argv, { commands: echo })).toEqual({
      operands: ['word'],
      number: '7',
      isLoud: true,
      dataFolder: '/somewhere',
    });
  });

  it('leave the data folder to the environment, and to the system’s own place', async () => {
    const env = { CONSILIUM_DATA: '/from/environment', XDG_CONFIG_HOME: '/system', APPDATA: '/system' };
    expect(await answered(['echo'], { commands: echo, env })).toMatchObject({
      dataFolder: '/from/environment',
    });
    const { CONSILIUM_DATA: _, ...rest } = env;
    expect(await answered(['echo'], { commands: echo, env: rest })).toMatchObject({
      dataFolder: textLike(/consilium$/u),
    });
  });

  it.each([
    [[], 'usage-command'],
    [['nothing'], 'usage-command'],
    [['echo', 'one', 'two'], 'usage-operands'],
    [['echo', '--unknown'], 'usage-option'],
    [['echo', '--number'], 'usage-option'],
    [['echo', '--loud=yes'], 'usage-option'],
  ])('that cannot be understood end with 2: %j', async (argv, code) => {
    expect(await refused(argv, { commands: echo })).toMatchObject({ exit: 2, code });
  });

  it('repeat no value in what they are refused for', async () => {
    const { err } = await cli(['echo', '--unknown=hunter2', 'hunter3', 'hunter4'], { commands: echo });
    expect(err).toContain('--unknown');
    expect(err).not.toMatch(/hunter/u);
  });
});

describe('a secret among the arguments', () => {
  it.each([
    '--passphrase=hunter2',
    '--pin',
    '--pin=123456',
    '--card=CC1:ABC',
    '--slip',
    '--master-passphrase=a b c',
    '--recovery-words=a b c',
    '--machine-key=00',
    'CC1:ABC',
    'CS1:ABC',
    'CE1:ABC',
    'CM1:ABC',
    '--card-file=CC1:ABC',
  ])('is refused before anything else, and not repeated: %s', async (argument) => {
    for (const name of ['history', 'nothing']) {
      const { err, exit } = await cli([name, argument]);
      expect([exit, (JSON.parse(err) as { code: string }).code]).toEqual([2, 'secret-in-arguments']);
      expect(err).not.toMatch(/hunter|123456|ABC|a b c/u);
    }
  });

  it('is not what the file options are taken for', async () => {
    expect(await refused(['history', '--pin-file', '/nowhere', '--slip-file', '/nowhere'])).toMatchObject({
      exit: 3,
      code: 'file-unreadable',
    });
  });
});

describe('what a command answers', () => {
  it('is one JSON object, or text for people', async () => {
    expect(JSON.parse((await cli(['echo'], { commands: [ECHO] })).out)).toMatchObject({ operands: [] });
    const { out } = await cli(['echo', 'word', '--text', '--data=/d'], { commands: [ECHO] });
    expect(out).toBe('operands:\n  - word\nnumber: -\nisLoud: false\ndataFolder: /d\n');
  });

  it.each([
    [new ConsiliumError('card-spent'), 1],
    [new ConsiliumError('usage-value'), 2],
    [new ConsiliumError('setup-missing'), 3],
    [new ConsiliumError('replica-corrupt'), 4],
    [new ConsiliumError('node-away'), 5],
    [new Error('a bug'), 70],
  ])('ends with the exit code of its error: %s', async (error, exit) => {
    const { err, out } = await cli(['fail'], { commands: [failing(error)] });
    const { code, text } = JSON.parse(err) as { code: string; text: string };
    expect(out).toBe('');
    expect(await refused(['fail'], { commands: [failing(error)] })).toMatchObject({ exit, code });
    expect(text).not.toBe('');
  });

  it('explains an error in the user’s language, with its values', async () => {
    const commands = [failing(new ConsiliumError('pin-wrong', { left: 4 }))];
    const say = async (LANG: string): Promise<unknown> =>
      JSON.parse((await cli(['fail'], { commands, env: { LANG } })).err);
    expect(await say('en_GB.UTF-8')).toMatchObject({ text: 'The PIN is wrong; 4 attempts are left.' });
    expect(await say('zh_CN.UTF-8')).toMatchObject({ text: 'PIN 错误，还可尝试 4 次。' });
  });

  it('says which version it is', async () => {
    expect(await answered(['--version'])).toEqual({
      version: textLike(/^\d+\.\d+\.\d+/u),
      node: process.versions.node,
    });
  });
});
