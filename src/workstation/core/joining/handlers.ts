/** The part of the request table for taking part in another doctor's visit. */
import type { joiningApi } from '../../api/joining.ts';
import type { HandlersOf } from '../context.ts';
import type { VisitWork } from '../visits/work.ts';
import { inviteColleague, listColleagues } from './invite.ts';
import { joinVisit, listInvitations } from './join.ts';

export function joiningHandlers(work: VisitWork): HandlersOf<keyof typeof joiningApi> {
  return {
    'visit/colleagues': (args) => listColleagues(work, args),
    'visit/invite': (args) => inviteColleague(work, args),
    'visit/invitations': () => listInvitations(work),
    'visit/join': (args) => joinVisit(work, args),
  };
}
