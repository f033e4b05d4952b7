/** Direct connections of the request table; see api/links.ts. */
import { toLinkId } from '../../../consult/ids.ts';
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { errorCode } from '../../../errors.ts';
import type { linksApi } from '../../api/links.ts';
import type { HandlersOf } from '../context.ts';
import { openDialogue } from './conversation.ts';
import type { DialogueHub } from './hub.ts';
import type { Links } from './links.ts';
import type { DialoguePorts } from './ports.ts';

export function linkHandlers(hub: DialogueHub): HandlersOf<keyof typeof linksApi> {
  const links = (): Links => hub.demand().service.links;
  return {
    'link/begin': async ({ certificate, dialogue }) => {
      const { service } = hub.demand();
      const isThere = await isPresent(service.ports, fromHex(dialogue));
      const link = isThere ? service.links.begin(fromHex(dialogue), fromHex(certificate)) : null;
      return { link: link && toHex(link) };
    },
    'link/orders': async () => links().orders(),
    'link/relay': async () => ({ servers: await serversOf(hub.demand().service.ports) }),
    'link/certificate': async ({ certificate, link }) => {
      links().happened({ is: 'certificate', link: linkOf(link), certificate: fromHex(certificate) });
      return {};
    },
    'link/signal': async ({ link, signal }) => {
      links().happened({ is: 'signal', link: linkOf(link), signal });
      return {};
    },
    'link/state': async ({ link, state }) => {
      links().happened({ is: state, link: linkOf(link) });
      return {};
    },
    'link/frame': async ({ frame, link }) => {
      links().frame(linkOf(link), frame);
      return {};
    },
    'link/bulk': async ({ link }) => {
      const frame = await links().nextBulk(linkOf(link));
      return { frame: frame && new Uint8Array(frame) };
    },
    'link/bulk-frame': async ({ frame, link }) => {
      links().bulk(linkOf(link), frame);
      return {};
    },
    'link/typing': async ({ dialogue, typing }) => {
      links().typing(fromHex(dialogue), typing);
      return {};
    },
  };
}

function linkOf(hex: string) {
  return toLinkId(fromHex(hex));
}

/** Nobody calls at an empty desk: the mailbox is there for that. */
async function isPresent(ports: DialoguePorts, request: Uint8Array): Promise<boolean> {
  const { institution, peer } = openDialogue(ports, request);
  try {
    const box = await ports.mailboxAt(institution);
    return (await box.presence([peer]))[0] ?? false;
  } catch (error) {
    ports.logger.info('presence-unknown', { code: errorCode(error) });
    return false;
  }
}

/** Without a relay machines of one network meet all the same. */
async function serversOf(ports: DialoguePorts) {
  try {
    const relay = await ports.relay();
    if (relay === null) return [];
    return [{ urls: [...relay.urls], username: relay.username, credential: relay.password }];
  } catch (error) {
    ports.logger.info('relay-unknown', { code: errorCode(error) });
    return [];
  }
}
