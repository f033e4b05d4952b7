/** Shared cases and points in the request table. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toCaseName, toEpochKey } from '../../../crypto/ids.ts';
import type { sharedCasesApi } from '../../api/sharedCases.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import type { InvitationBox } from '../joining/box.ts';
import { makeCaseProof, verifyCaseProof } from '../../proof/caseProof.ts';
import { VisitWork } from '../visits/work.ts';
import { caseCertificate } from './certificate.ts';
import { consentTo, giveConsent } from './consent.ts';
import { claimPoints, pointsAccount } from './points.ts';
import { publishCase } from './publish.ts';
import { myCases, openShared, openSharedImage, withdrawShared } from './read.ts';

export function sharedCaseHandlers(
  context: CoreContext,
  invitations: InvitationBox,
): HandlersOf<keyof typeof sharedCasesApi> {
  const work = new VisitWork(context, invitations);
  return {
    'case/consent': async (args) => work.inTurn(args.visit, async () => giveConsent(work, args)),
    'case/consented': async ({ visit }) => {
      const given = consentTo(work, toEpochKey(fromHex(visit)));
      return given === null ? null : { purposes: [...given.purposes], time: given.time };
    },
    'case/publish': async (args) => work.inTurn('case/publish', async () => publishCase(work, args)),
    'case/mine': async () => myCases(work),
    'case/open': async (args) => openShared(work, args),
    'case/image': async (args) => openSharedImage(work, args),
    'case/withdraw': async (args) => work.inTurn(args.case, async () => withdrawShared(work, args)),
    'case/proof': async ({ case: name }) => ({
      name: `consilium-case-${name.slice(0, 12)}.json`,
      bytes: makeCaseProof(work.ledger.replica.store, toCaseName(fromHex(name))),
    }),
    'case/certificate': async (args) => caseCertificate(work, args),
    'case/check-proof': async ({ file }) => verifyCaseProof(file),
    'points/account': async () => pointsAccount(work),
    'points/claim': async (args) =>
      work.inTurn(`points ${String(args.period)}`, async () => claimPoints(work, args)),
  };
}
