/** English texts of what is around the faces in a call: how well it goes, devices, keys. */
export const inCall = {
  quality: {
    level: { good: 'Quality: good', fair: 'Quality: fair', poor: 'Quality: poor' },
    advice: {
      good: 'Sound and picture come as they should.',
      fair: 'Some of it comes late or not at all. If it gets worse, save bandwidth.',
      poor: 'Much of it comes late or not at all. Save bandwidth, or switch your camera off.',
    },
    figures: 'Figures of the call',
    what: 'What',
    way: {
      received: { audio: 'Sound, received', video: 'Picture, received' },
      sent: { audio: 'Sound, sent', video: 'Picture, sent' },
    },
    bitrate: 'kbit/s',
    loss: 'Lost',
    picture: 'Picture',
    codec: 'Codec',
    pictureIs: '{{width}} × {{height}}, {{frames}} a second',
    roundTrip: 'There and back: {{ms}} ms.',
    relayed: 'It goes over the relay of a hospital.',
    direct: 'It goes directly from computer to computer.',
    suites: 'Connection encrypted with',
    layer: 'Second layer',
    frames:
      'Sealed {{sealed}}, opened {{opened}}; came before the key {{early}}, came twice {{repeated}}, refused {{refused}}.',
    framesHelp: 'What comes twice was delivered twice by the network. What was refused was never shown.',
  },
  inCall: {
    devices: 'Devices',
    above: 'Show above other windows',
    notAbove: 'Not above other windows',
    mutedTalk: 'You are muted: your colleague does not hear you. Hold the space bar to be heard for as long.',
    swapped: {
      audio: 'The microphone is gone. {{name}} is used now.',
      video: 'The camera is gone. {{name}} is used now.',
    },
  },
  narrow: {
    start: 'Save bandwidth',
    stop: 'Full picture again',
    on: 'Bandwidth is saved on both sides: sound comes first, and the picture is small.',
  },
} as const;
