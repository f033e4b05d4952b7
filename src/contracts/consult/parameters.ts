/** What the network's parameters say of video consults, and what holds where they say nothing. */
import { parameterCodec, parameterId } from '../entities.ts';
import { read, type StateReader } from '../state.ts';

/** 0: the consortium's consults go without the second layer over their media. */
export const SECOND_LAYER = 'consultSecondLayer';

/** Whether the media of a consult is sealed frame by frame over DTLS-SRTP; it is where nobody decided otherwise. */
export function hasSecondLayer(state: StateReader): boolean {
  return read(state, parameterCodec, parameterId(SECOND_LAYER))?.value !== 0;
}
