/** The library of shared cases in the request table; see api/caseLibrary.ts for what each refuses. */
import { bytesEqual, fromHex, toHex } from '../../../../crypto/bytes.ts';
import { toCaseName } from '../../../../crypto/ids.ts';
import { decodeCaseDocument } from '../../../../cases/publish/caseDocument.ts';
import { doctorCodec } from '../../../../contracts/entities.ts';
import type { CaseEntity } from '../../../../contracts/sharing/caseEntities.ts';
import { read } from '../../../../contracts/state.ts';
import { isConsiliumError } from '../../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';
import type { caseLibraryApi } from '../../../api/caseLibrary.ts';
import type { CoreContext, HandlersOf } from '../../context.ts';
import type { InvitationBox } from '../../joining/box.ts';
import { VisitWork } from '../../visits/work.ts';
import { keepOpened, openShared, sharedCaseView } from '../read.ts';
import { facetCounts, findCases, like, likeCase, suggested, type Finding } from './find.ts';
import type { LibraryHub } from './hub.ts';
import { standing } from './keeper.ts';
import { patientLikened } from './patient.ts';
import { savedSearches, saveSearch, unsaveSearch } from './saved.ts';
import { caseStatistics } from './statistics.ts';

export function libraryHandlers(
  hub: LibraryHub,
  context: CoreContext,
  invitations: InvitationBox,
): HandlersOf<keyof typeof caseLibraryApi> {
  const work = new VisitWork(context, invitations);
  const finding = <Result>(find: (at: Finding) => Result): Result =>
    hub.use((library) => find({ library, store: work.ledger.replica.store }));
  const settings = () => work.session.desk.settings;
  return {
    'library/search': async (args) => finding((at) => findCases(at, args)),
    'library/facets': async (args) => finding((at) => facetCounts(at, args)),
    'library/suggest': async ({ typed }) => finding((at) => suggested(at, typed)),
    'library/open': async (args) => openHeld(hub, work, args),
    'library/similar': async ({ case: name }) => finding((at) => likeCase(at, name)),
    'library/like-patient': async ({ visit }) => {
      const source = await patientLikened(work, visit);
      return finding((at) => like(at, source));
    },
    'library/saved': async () => savedSearches(settings()),
    'library/save': async (args) => {
      saveSearch(settings(), args);
      return {};
    },
    'library/unsave': async ({ name }) => {
      unsaveSearch(settings(), name);
      return {};
    },
    'library/statistics': async (args) => finding(({ library }) => caseStatistics(library, settings(), args)),
  };
}

/** From here where it is here, also while the node is away, which is told then later; else from the node. */
async function openHeld(
  hub: LibraryHub,
  work: VisitWork,
  args: ArgsOf<'library/open'>,
): Promise<ResultOf<'library/open'>> {
  const { store } = work.ledger.replica;
  const name = args.case;
  const entity = standing(store, name);
  const held = hub.use((library) => library.document(name));
  const fromNode = async (): Promise<ResultOf<'library/open'>> => ({
    ...(await openShared(work, args)),
    imagesAway: false,
    doctor: entity && whomToAsk(work, entity),
  });
  if (entity === null || entity.facets === null || held === null) return fromNode();
  const document = decodeCaseDocument(held.document);
  const view = sharedCaseView(store, { ...entity, facets: entity.facets }, document);
  try {
    if (!held.isWhole) return await fromNode();
    keepOpened(work, name, document);
    await work.ledger.node.sharedCases.opened(toCaseName(fromHex(name)));
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    hub.use((library) => library.noteOpened(name));
  }
  return { ...view, imagesAway: !held.isWhole, doctor: whomToAsk(work, entity) };
}

/** Hex. */
function whomToAsk(work: VisitWork, { author }: CaseEntity): string | null {
  const isOwn = bytesEqual(author, work.session.identity.entity);
  const isActive = read(work.ledger.replica.store, doctorCodec, author)?.status === 'active';
  return isActive && !isOwn ? toHex(author) : null;
}
