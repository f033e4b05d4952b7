/** A consortium that was founded without the second layer over the media of its consults. */
import { SECOND_LAYER } from '../../src/contracts/consult/parameters.ts';
import { parameterCodec, parameterId } from '../../src/contracts/entities.ts';
import type { BareLedger } from './bareLedger.ts';

export function withoutSecondLayer({ state }: BareLedger): void {
  const { kind } = parameterCodec;
  state.write([{ kind, id: parameterId(SECOND_LAYER), value: parameterCodec.encode({ value: 0 }) }]);
}
