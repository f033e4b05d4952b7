/** What the two pages of a call say to each other over the ordered channel of its connection: one byte, and what belongs to it. */

/** What the other side sends, what belongs to the shared view, whether it saves bandwidth, which key it has, what it shows. */
const ABOUT = { devices: 1, state: 2, line: 3, key: 4, screen: 5 } as const;

export type CallMessage =
  | { readonly about: 'devices'; readonly audio: boolean; readonly video: boolean }
  | { readonly about: 'state'; readonly bytes: Uint8Array }
  | { readonly about: 'line'; readonly isNarrow: boolean }
  /** Frames under this key can be opened. */
  | { readonly about: 'key'; readonly kid: number }
  /** The picture is of a screen. */
  | { readonly about: 'screen'; readonly isShared: boolean };

export function encodeCallMessage(message: CallMessage): Uint8Array {
  const body = bodyOf(message);
  const bytes = new Uint8Array(1 + body.length);
  bytes[0] = ABOUT[message.about];
  bytes.set(body, 1);
  return bytes;
}

/** Null of what is none: a newer program may say more. */
export function decodeCallMessage(bytes: Uint8Array): CallMessage | null {
  const body = bytes.subarray(1);
  const [one, two] = body;
  switch (bytes[0]) {
    case ABOUT.devices:
      return body.length === 2 ? { about: 'devices', audio: one === 1, video: two === 1 } : null;
    case ABOUT.state:
      return { about: 'state', bytes: body };
    case ABOUT.line:
      return body.length === 1 ? { about: 'line', isNarrow: one === 1 } : null;
    case ABOUT.key:
      return body.length === 4 ? { about: 'key', kid: viewOf(body).getUint32(0) } : null;
    case ABOUT.screen:
      return body.length === 1 ? { about: 'screen', isShared: one === 1 } : null;
    case undefined:
    default:
      return null;
  }
}

function bodyOf(message: CallMessage): Uint8Array {
  switch (message.about) {
    case 'devices':
      return Uint8Array.of(Number(message.audio), Number(message.video));
    case 'state':
      return message.bytes;
    case 'line':
      return Uint8Array.of(Number(message.isNarrow));
    case 'key': {
      const body = new Uint8Array(4);
      viewOf(body).setUint32(0, message.kid);
      return body;
    }
    case 'screen':
      return Uint8Array.of(Number(message.isShared));
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
