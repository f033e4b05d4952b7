/** The figures of a call: what is made of what the browser and the second layer counted. */
import { describe, expect, it } from 'vitest';
import { figuresOf, flowBetween, layerFigures } from '../../../renderer/calls/quality/figures.ts';

/** As Chromium reports it; a second later there is more of everything. */
function report(second: number, localCandidateId = 'here'): readonly unknown[] {
  return [
    { type: 'transport', selectedCandidatePairId: 'pair', dtlsCipher: 'TLS_A', srtpCipher: 'SRTP_B' },
    { type: 'candidate-pair', id: 'pair', localCandidateId, currentRoundTripTime: 0.08 },
    { type: 'candidate-pair', id: 'other', localCandidateId: 'relay', currentRoundTripTime: 3 },
    { type: 'local-candidate', id: 'here', candidateType: 'host' },
    { type: 'local-candidate', id: 'relay', candidateType: 'relay' },
    { type: 'codec', id: 'vp8', mimeType: 'video/VP8' },
    {
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'vp8',
      bytesReceived: 1000 + second * 50_000,
      packetsReceived: 10 + second * 90,
      packetsLost: 1 + second * 10,
      frameWidth: 640,
      frameHeight: 360,
      framesPerSecond: 15,
    },
    { type: 'outbound-rtp', kind: 'audio', bytesSent: second * 3000, packetsSent: second * 50 },
    { type: 'remote-inbound-rtp', kind: 'audio', packetsLost: second * 5 },
  ];
}

describe('the figures of a call', () => {
  const [before, now] = [figuresOf(report(1), 1000), figuresOf(report(2), 2000)];

  it('say what comes by size, rate, codec and loss in the time between two counts', () => {
    expect(now.received.video).toMatchObject({
      codec: 'VP8',
      picture: { width: 640, height: 360, framesPerSecond: 15 },
    });
    expect(flowBetween(before, now, 'received', 'video')).toStrictEqual({ bitrate: 400_000, loss: 0.1 });
  });

  it('say what goes, with what the other side missed of it', () => {
    expect(flowBetween(before, now, 'sent', 'audio')).toStrictEqual({ bitrate: 24_000, loss: 0.1 });
  });

  it('are those of the way that is used: there and back, relayed or not, and what encrypts it', () => {
    expect(now).toMatchObject({ roundTrip: 80, isRelayed: false, suites: ['TLS_A', 'SRTP_B'] });
    expect(figuresOf(report(1, 'relay'), 0).isRelayed).toBe(true);
  });

  it('are unknown, and not nothing, at the first count, where nothing is counted, and over another connection', () => {
    const unknown = { bitrate: null, loss: null };
    expect(flowBetween(null, now, 'received', 'video')).toStrictEqual(unknown);
    expect(flowBetween(before, now, 'sent', 'video')).toStrictEqual(unknown);
    expect(flowBetween(now, before, 'received', 'video')).toStrictEqual(unknown);
    expect(figuresOf([null, 7, {}], 0)).toMatchObject({ roundTrip: null, isRelayed: null, suites: [] });
  });
});

describe('what the second layer did', () => {
  const none = { sealed: 0, opened: 0, unsealed: 0, refused: {}, spent: 0, longest: 0 };

  it('tells what the network delivered twice, and what came before its key, from what was refused', () => {
    const audio = { ...none, sealed: 5, opened: 4, refused: { 'sframe-repeated': 3 } };
    const refused = { 'sframe-unknown-key': 2, 'sframe-forged': 1, 'sframe-malformed': 1 };
    expect(layerFigures({ audio, video: { ...none, sealed: 2, opened: 1, refused } })).toStrictEqual({
      sealed: 7,
      opened: 5,
      early: 2,
      repeated: 3,
      refused: 2,
    });
  });
});
