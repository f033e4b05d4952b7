/** Exchanges of records in the request table. */
import type { exchangeApi } from '../../api/exchange.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import type { DialogueHub } from '../dialogue/hub.ts';
import type { InvitationBox } from '../joining/box.ts';
import { VisitWork } from '../visits/work.ts';
import { accept, end, knownExchange, propose, type ExchangeAt } from './exchange.ts';
import { exchangeView } from './views.ts';

export function exchangeHandlers(
  context: CoreContext,
  hub: Pick<DialogueHub, 'demand' | 'wake'>,
  invitations: InvitationBox,
): HandlersOf<keyof typeof exchangeApi> {
  const work = new VisitWork(context, invitations);
  const doing = async <T>(act: (at: ExchangeAt) => Promise<T>): Promise<T> => {
    const { ports } = hub.demand().service;
    const done = await act({ work, ports });
    ports.changed();
    hub.wake();
    return done;
  };
  return {
    'exchange/propose': async (args) =>
      work.inTurn(args.visit, async () => doing(async (at) => propose(at, args))),
    'exchange/accept': async (args) =>
      work.inTurn(args.exchange, async () => doing(async (at) => accept(at, args))),
    'exchange/end': async (args) =>
      work.inTurn(args.exchange, async () => doing(async (at) => end(at, args))),
    'exchange/view': async ({ exchange }) =>
      exchangeView(work, knownExchange(hub.demand().service.ports, exchange)),
  };
}
