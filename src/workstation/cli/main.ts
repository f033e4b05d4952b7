/** The command line: `consilium COMMAND [OPTIONS]`; see `consilium --help`. */
import { runProcess } from '../../node/commandLine/process.ts';
import { CONSILIUM } from './program.ts';

await runProcess(CONSILIUM);
