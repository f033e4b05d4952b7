/** Requests and dialogues of the request table; see api/dialogue.ts for what each refuses. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toStaffId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { diagnosisIndex } from '../../../records/terminology/diagnoses.ts';
import { namesOf } from '../../../records/terminology/recordSearch.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ResultOf } from '../../api.ts';
import type { dialogueApi } from '../../api/dialogue.ts';
import type { HandlersOf } from '../context.ts';
import { staffName } from '../visits/ledgerReads.ts';
import { directoryOf, findColleagues } from './colleagues.ts';
import { close, edit, openDialogue, readAll, remove, send } from './conversation.ts';
import type { Transfers } from './files/transfers.ts';
import type { DialogueHub } from './hub.ts';
import { UNAVAILABLE } from './incoming.ts';
import type { DialoguePorts } from './ports.ts';
import { accept, ask, block, decline, withdraw } from './requests.ts';
import { answerRetention, proposeRetention } from './retention.ts';
import { dialogueView, messageViews, requestView, type LiveView } from './views.ts';

type DialogueChannel = keyof typeof dialogueApi;

const MOST_REQUESTS_SHOWN = 100;
const MOST_REFUSED_SHOWN = 20;
const PAGE = 50;

/** The dialogues of whoever is logged in. */
interface At {
  readonly ports: () => DialoguePorts;
  /** Does something here, and has it sent. */
  /** Of a dialogue's direct connection. */
  readonly live: (request: Uint8Array) => LiveView;
  readonly transfers: () => Transfers;
  readonly doing: (work: (ports: DialoguePorts) => void | Promise<void>) => Promise<Record<string, never>>;
}

export function dialogueHandlers(hub: DialogueHub, store: () => LedgerStore): HandlersOf<DialogueChannel> {
  const ports = (): DialoguePorts => hub.demand().service.ports;
  const doing: At['doing'] = async (work) => {
    const own = ports();
    await work(own);
    own.changed();
    hub.wake();
    return {};
  };
  const at: At = {
    ports,
    doing,
    live: (request) => hub.demand().service.links.stateOf(request),
    transfers: () => hub.demand().service.transfers,
  };
  return {
    'dialogue/colleagues': async (wanted) => {
      const { guests, service } = hub.demand();
      const nodeAt = async (institution: Parameters<typeof guests.at>[0]) => guests.at(institution);
      return findColleagues({ ports: service.ports, store: store(), nodeAt }, wanted);
    },
    'dialogue/directory': async () => directoryOf({ ports: ports(), store: store() }),
    'dialogue/waiting': async () => waitingOf(ports()),
    'dialogue/ask': async ({ to, reason, subject }) => {
      const about = subject && { kind: subject.kind, id: fromHex(subject.id) };
      const hash = await ask(ports(), { to: toStaffId(fromHex(to)), reason, subject: about });
      await doing(() => undefined);
      return { request: toHex(hash) };
    },
    'dialogue/requests': async () => requestsOf(ports()),
    'dialogue/accept': async ({ request }) => doing(async (own) => accept(own, fromHex(request))),
    'dialogue/decline': async ({ request }) => doing(async (own) => decline(own, fromHex(request))),
    'dialogue/withdraw': async ({ request }) => doing((own) => withdraw(own, fromHex(request))),
    'dialogue/block': async ({ doctor, blocked }) => {
      const id = toStaffId(fromHex(doctor));
      return doing((own) => (blocked ? block(own, id) : own.session.desk.requests.unblock(id)));
    },
    'dialogue/available': async ({ available }) => {
      hub.demand().service.setAvailable(available);
      return doing(() => undefined);
    },
    ...conversationHandlers(at),
  };
}

type ConversationChannel = Exclude<
  DialogueChannel,
  | 'dialogue/colleagues'
  | 'dialogue/directory'
  | 'dialogue/waiting'
  | 'dialogue/ask'
  | 'dialogue/requests'
  | 'dialogue/accept'
  | 'dialogue/decline'
  | 'dialogue/withdraw'
  | 'dialogue/block'
  | 'dialogue/available'
>;

function conversationHandlers({ ports, doing, live, transfers }: At): HandlersOf<ConversationChannel> {
  return {
    'dialogue/list': async () =>
      ports()
        .session.desk.dialogues.list()
        .map((one) => dialogueView(ports(), one, live(one.request))),
    'dialogue/messages': async ({ dialogue, before, search: typed, limit = PAGE }) => {
      const { dialogues, messages } = ports().session.desk;
      const found = dialogues.find(fromHex(dialogue));
      if (found === null) throw new ConsiliumError('dialogue-unknown');
      const search = typed.trim();
      const names = search === '' ? [] : namesOf(diagnosisIndex(), search);
      return messageViews(ports(), messages.page(found.id, { before, search, names, limit }), (blob) =>
        transfers().moved(found.request, blob),
      );
    },
    'dialogue/send': async ({ dialogue, text, reply }) => {
      const answered = reply === null ? null : fromHex(reply);
      const id = send(ports(), fromHex(dialogue), { text, reply: answered });
      await doing(() => undefined);
      return { message: toHex(id) };
    },
    'dialogue/edit': async ({ dialogue, message, text }) =>
      doing((at) => edit(at, fromHex(dialogue), fromHex(message), text)),
    'dialogue/delete': async ({ dialogue, message }) =>
      doing((at) => {
        remove(at, fromHex(dialogue), fromHex(message));
        transfers().sweep();
      }),
    'dialogue/read': async ({ dialogue }) => {
      // A screen reads whenever it shows something: only a change is told, or it would ask itself for ever.
      if (readAll(ports(), fromHex(dialogue))) await doing(() => undefined);
      return {};
    },
    'dialogue/retention': async ({ dialogue, days }) =>
      doing((at) => proposeRetention(at, fromHex(dialogue), days)),
    'dialogue/retention-answer': async ({ dialogue, agrees }) =>
      doing((at) => answerRetention(at, fromHex(dialogue), agrees)),
    'dialogue/end': async ({ dialogue }) => doing((at) => close(at, fromHex(dialogue), 'dialogue-closed')),
    'dialogue/compare': async ({ dialogue }) =>
      doing((at) => {
        const { peer, peerSign } = openDialogue(at, fromHex(dialogue));
        at.session.desk.dialogues.compare(peer, peerSign, at.clock.now());
      }),
    'dialogue/look': async ({ dialogue }) =>
      doing((at) => {
        const { peer, peerSign } = openDialogue(at, fromHex(dialogue));
        at.session.desk.dialogues.look(peer, peerSign, at.clock.now());
      }),
  };
}

function waitingOf({ session, clock }: DialoguePorts): ResultOf<'dialogue/waiting'> {
  const { requests, dialogues, messages } = session.desk;
  const now = clock.now();
  return {
    requests: requests.waiting('in').filter(({ expires }) => expires > now).length,
    messages: dialogues.list().reduce((sum, { id }) => sum + messages.countUnread(id), 0),
  };
}

function requestsOf(ports: DialoguePorts) {
  const { requests, settings } = ports.session.desk;
  return {
    requests: requests.list(MOST_REQUESTS_SHOWN).map((request) => requestView(ports, request)),
    refused: requests
      .refused(MOST_REFUSED_SHOWN)
      .map(({ time, code, sender }) => ({ time, code, sender: staffName(ports.state, sender) })),
    available: settings.get(UNAVAILABLE) === null,
  };
}
