/** The workstation's command line as a program: see src/node/commandLine. */
import { defaultDataFolder } from '../../node/dataFolder.ts';
import type { Program } from '../../node/commandLine/command.ts';
import { COMMANDS } from './commands.ts';
import { TEXTS } from './texts.ts';

const SECRETS = [
  'Secrets never stand in the arguments. They come from the environment (CONSILIUM_PASSPHRASE, CONSILIUM_PIN,',
  'CONSILIUM_MASTER_PASSPHRASE), from files (--card-file, --slip-file, --master-file, --passphrase-file,',
  '--pin-file, --master-passphrase-file), or from standard input, as the file named "-".',
];

const OUTPUT = [
  'Standard output is one JSON object (for people with --text). An error is one JSON object {code, detail, text}',
  'on standard error; its code is stable. Reading commands work while the workstation is running.',
];

export const CONSILIUM: Program = {
  name: 'consilium',
  commands: COMMANDS,
  dataFolder: {
    summary: 'the data folder; CONSILIUM_DATA, or this system’s own place',
    variable: 'CONSILIUM_DATA',
    fallback: defaultDataFolder,
  },
  options: [],
  secrets: SECRETS,
  output: OUTPUT,
  texts: TEXTS,
};
