/** Asks a core by its request table; without any test around it. */
import { ConsiliumError } from '../../src/errors.ts';
import { workstationApi, type ArgsOf, type Channel, type ResultOf } from '../../src/workstation/api.ts';
import type { Core } from '../../src/workstation/core/context.ts';

export interface Asker {
  /** The value of an outcome, which must have the form that the table says. Throws the refusal. */
  readonly ask: <C extends Channel>(channel: C, args: ArgsOf<C>) => Promise<ResultOf<C>>;
  /** Code of a refusal; `ok` of anything else. */
  readonly codeOf: <C extends Channel>(channel: C, args: ArgsOf<C>) => Promise<string>;
}

/** Typed requests over `core.handle`, results checked against the table. */
export function asker(core: Core): Asker {
  return {
    ask: async (channel, args) => {
      const outcome = await core.handle(channel, args);
      if (!outcome.ok) throw new ConsiliumError(outcome.code, outcome.detail);
      return workstationApi[channel].result.parse(outcome.value) as ResultOf<typeof channel>;
    },
    codeOf: async (channel, args) => {
      const outcome = await core.handle(channel, args);
      return outcome.ok ? 'ok' : outcome.code;
    },
  };
}
