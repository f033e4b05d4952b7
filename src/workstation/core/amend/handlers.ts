/** The part of the request table for what follows a record. */
import type { amendApi } from '../../api/amend.ts';
import type { HandlersOf } from '../context.ts';
import type { VisitWork } from '../visits/work.ts';
import { commitAmendment, loadForCorrection, previewAmendment } from './amend.ts';

export function amendHandlers(work: VisitWork): HandlersOf<keyof typeof amendApi> {
  return {
    'amend/load': (args) => loadForCorrection(work, args),
    'amend/preview': (args) => previewAmendment(work, args),
    'amend/commit': (args) => work.inTurn(args.statement, () => commitAmendment(work, args)),
  };
}
