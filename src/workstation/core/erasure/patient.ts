/** The patient's part of erasure: asked for from their own view, with slip or master card, and followed to its end. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toEpochKey, toInstitutionId, toSignature, type InstitutionId } from '../../../crypto/ids.ts';
import { erasureCodec } from '../../../contracts/erasureEntities.ts';
import { read } from '../../../contracts/state.ts';
import { encodeEraseRequest, signEraseRequest } from '../../../contracts/visit/eraseRequest.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { EraseStanding } from '../../../hospital/erasing/shapes.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { patientDeskOf, type OpenView, type PatientViews } from '../patient/openViews.ts';
import { consentOf } from '../patient/signing.ts';
import { demandStanding } from '../visits/erased.ts';
import { institutionName, networkOf, statementsOf, type ListedStatement } from '../visits/ledgerReads.ts';
import { erasableView, erasedView } from './views.ts';

type Erasures = ResultOf<'patient/erasures'>;

export async function askErasure(
  context: CoreContext,
  views: PatientViews,
  { handle, secret, statement, reason }: ArgsOf<'patient/erase'>,
): Promise<Record<string, never>> {
  const view = views.view(handle);
  const at = patientDeskOf(context, view);
  demandStanding(at.store, statement);
  const listed = view.known.get(statement)?.listed;
  if (listed === undefined) throw new ConsiliumError('document-unknown');
  const card = toEpochKey(listed.entity.epoch);
  const consent = await consentOf(at, view.access, { card, secret, unknown: 'erase-former-root' });
  const request = encodeEraseRequest({
    network: networkOf(at.store),
    statement: listed.hash,
    reason,
    time: context.ports.clock.now(),
  });
  const signature = toSignature(signEraseRequest(request, consent.secretKey));
  await at.node.erasing.ask(request, signature);
  return {};
}

/** With what the nodes say of wishes that wait; what is erased says the ledger. */
export async function erasuresOf(
  context: CoreContext,
  views: PatientViews,
  { handle }: ArgsOf<'patient/erasures'>,
): Promise<Erasures> {
  const view = views.view(handle);
  const { store } = patientDeskOf(context, view);
  const listed = view.access.keys.flatMap(({ epoch, signing }) =>
    statementsOf(store, { epoch, epochKey: signing.publicKey }),
  );
  const erased = listed.flatMap(({ hash }) => {
    const erasure = read(store, erasureCodec, hash);
    return erasure === null ? [] : [erasedView(store, hash, erasure)];
  });
  const standing = listed.filter(({ hash }) => read(store, erasureCodec, hash) === null);
  const asked = await Promise.all(
    [...byInstitution(standing)].map(([, of]) => standingsAt(context, view, of)),
  );
  const entities = new Map(standing.map((item) => [toHex(item.hash), item]));
  const wishes = asked.flatMap(({ standings }) =>
    standings.flatMap((item): Erasures['wishes'] => {
      const known = entities.get(toHex(item.statement));
      if (known === undefined) return [];
      const { state, received, reason } = item;
      return [
        {
          ...erasableView(store, known.hash, known.entity),
          state,
          receivedAt: received,
          answer: reason,
        },
      ];
    }),
  );
  const unreached = asked.flatMap(({ missing }) =>
    missing === null ? [] : [institutionName(store, missing)],
  );
  return { wishes, erased: erased.toReversed(), unreached };
}

interface Answered {
  readonly standings: readonly EraseStanding[];
  /** The institution, where it could not be asked. */
  readonly missing: InstitutionId | null;
}

async function standingsAt(
  context: CoreContext,
  view: OpenView,
  statements: readonly ListedStatement[],
): Promise<Answered> {
  const home = toInstitutionId(statements[0]?.entity.institution ?? fromHex('00'.repeat(16)));
  const { node } = patientDeskOf(context, view);
  try {
    const hashes = statements.map(({ hash }) => hash);
    return { standings: await node.erasing.standings(home, hashes), missing: null };
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return { standings: [], missing: home };
  }
}

function byInstitution(listed: readonly ListedStatement[]): ReadonlyMap<string, ListedStatement[]> {
  return Map.groupBy(listed, ({ entity }) => toHex(entity.institution));
}
