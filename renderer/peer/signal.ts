/**
 * What the two ends of a peer connection tell each other before and while they are connected. Everything that came from
 * the other side is unknown until it was read here.
 */
import { z } from 'zod';

/** Characters of one session description; that of a call with all candidates has some 10,000. */
const LONGEST_SDP = 64 * 1024;
const LONGEST_CANDIDATE = 1_024;

const sdp = z.string().max(LONGEST_SDP);
const ufrag = z.string().regex(/^[A-Za-z0-9+/]{4,256}$/u);

const peerSignal = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('offer'), sdp }),
  z.strictObject({ type: z.literal('answer'), sdp }),
  /** A candidate that was found after the description had gone, and which generation of ICE it belongs to. */
  z.strictObject({
    type: z.literal('candidate'),
    ufrag,
    candidate: z.string().max(LONGEST_CANDIDATE),
    mid: z.string().max(16),
  }),
  /** The responder asks the initiator for an ICE restart, which it cannot begin itself. */
  z.strictObject({ type: z.literal('restart') }),
]);
export type PeerSignal = z.infer<typeof peerSignal>;

/** Null for anything that is no signal: it never reaches the connection. */
export function decodePeerSignal(value: unknown): PeerSignal | null {
  return peerSignal.safeParse(value).data ?? null;
}

/** A SHA-256 certificate fingerprint in lower case without colons; null of what is none. */
export function plainFingerprint(text: string): string | null {
  const plain = text.replaceAll(':', '').toLowerCase();
  return /^[0-9a-f]{64}$/u.test(plain) ? plain : null;
}

/**
 * Whether a description names exactly the certificate that its sender committed to: one hash, SHA-256, the same in
 * session and media sections (RFC 8122 §5, RFC 8827 §6.5 leave more open than two known ends need).
 */
export function namesOnly(description: string, fingerprint: string): boolean {
  const named = [...description.matchAll(/^a=fingerprint:(\S+) (\S+)\r?$/gmu)];
  const lines = description.match(/^a=fingerprint:/gmu)?.length ?? 0;
  return (
    named.length > 0 &&
    named.length === lines &&
    named.every(
      ([, hash, value]) => hash?.toLowerCase() === 'sha-256' && plainFingerprint(value ?? '') === fingerprint,
    )
  );
}

/** The ICE user name fragments that a description names. */
export function ufragsOf(description: string): readonly string[] {
  return [...description.matchAll(/^a=ice-ufrag:(\S+)\r?$/gmu)].map(([, name]) => name ?? '');
}

/**
 * The same description, by which whoever takes it sends Opus at a constant rate: the length of a packet tells nothing of
 * what is said then (RFC 6562 §3, RFC 7587 §6.1), and none is left out where nobody speaks.
 */
export function atConstantRate(description: string): string {
  const [, payload] = /^a=rtpmap:(\d+) opus\//imu.exec(description) ?? [];
  if (payload === undefined) return description;
  const own = new RegExp(`^(a=fmtp:${payload} )(.*?)(\\r?)$`, 'gmu');
  return description.replace(own, (_, head: string, parameters: string, end: string) => {
    const kept = parameters.split(';').filter((one) => !/^\s*(?:cbr|usedtx)\s*=/u.test(one));
    return `${head}${[...kept, 'cbr=1', 'usedtx=0'].join(';')}${end}`;
  });
}
