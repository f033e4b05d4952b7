/** The service's command line as a program: see src/node/commandLine. */
import type { Program } from '../../node/commandLine/command.ts';
import { NODE_COMMANDS } from './commands.ts';
import { NODE_TEXTS } from './texts.ts';

const DEFAULT_FOLDER = '/var/lib/consilium-node';

const SECRETS = [
  'Secrets never stand in the arguments. A passphrase comes from the environment (CONSILIUM_NODE_PASSPHRASE), from a',
  'file (--passphrase-file), or from standard input, as the file named "-".',
];

const OUTPUT = [
  'Standard output is one JSON object (for people with --text). An error is one JSON object {code, detail, text}',
  'on standard error; its code is stable. The log of "start" is JSON lines on standard error.',
];

export const CONSILIUM_NODE: Program = {
  name: 'consilium-node',
  commands: NODE_COMMANDS,
  dataFolder: {
    summary: `the node’s folder; CONSILIUM_NODE_DATA, or ${DEFAULT_FOLDER}`,
    variable: 'CONSILIUM_NODE_DATA',
    fallback: () => DEFAULT_FOLDER,
  },
  options: [
    {
      name: 'config',
      value: 'FILE',
      summary: 'the configuration; CONSILIUM_NODE_CONFIG, or consilium-node.json in the folder',
    },
  ],
  secrets: SECRETS,
  output: OUTPUT,
  texts: NODE_TEXTS,
};
