/** The service of a hospital node: `consilium-node COMMAND [OPTIONS]`; see `consilium-node --help`. */
import { runProcess } from '../../node/commandLine/process.ts';
import { CONSILIUM_NODE } from './program.ts';

await runProcess(CONSILIUM_NODE);
