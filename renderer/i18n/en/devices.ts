/** Camera, microphone, loudspeaker and screen in a consult, and the check before it. */
export const devices = {
  devices: {
    camera: 'Camera',
    microphone: 'Microphone',
    speaker: 'Loudspeaker',
    system: 'As the system has it',
    unnamed: 'Device {{number}}',
    quiet: 'Suppress noise',
    trouble: {
      camera: {
        denied:
          'The system does not let this program use the camera. Allow it in the privacy settings of the system, then check again.',
        missing: 'No camera was found. Plug one in, or choose another one.',
        busy: 'The camera is used by another program. Close that program, then check again.',
        unplugged: 'The camera was unplugged or switched off. Plug it in again, or choose another one.',
      },
      microphone: {
        denied:
          'The system does not let this program use the microphone. Allow it in the privacy settings of the system, then check again.',
        missing: 'No microphone was found. Plug one in, or choose another one.',
        busy: 'The microphone is used by another program. Close that program, then check again.',
        unplugged: 'The microphone was unplugged or switched off. Plug it in again, or choose another one.',
      },
    },
  },
  check: {
    open: 'Check camera and connection',
    title: 'Camera, sound and connection',
    again: 'Check again',
    preview: 'What your camera sees',
    cameraWell: 'The camera works.',
    level: 'How loud the microphone hears you',
    speak: 'Say something: the bar should move.',
    microphoneWell: 'The microphone hears you.',
    tone: 'Play a tone',
    toneHint: 'If you heard nothing, turn up the volume or choose another loudspeaker.',
    toneFailed: 'The tone could not be played. Choose another loudspeaker.',
    hopeless: 'Without a microphone no consult is possible. Everything else can be missing.',
    way: {
      title: 'Connection',
      looking: 'Trying the relay of your hospital',
      none: 'Your hospital has no relay. Colleagues on the same network can be reached; others perhaps not.',
      unreachable:
        'The relay of your hospital cannot be reached. Colleagues on the same network can be; for others ask who looks after your network.',
      well: 'The connection is good.',
      narrow:
        'The connection is narrow: the picture will be small. Switch on saving bandwidth in the consult.',
      'sound-only': 'The connection is very narrow: talk without a picture.',
      numbers: '{{rate}} Mbit/s, {{delay}} ms there and back.',
    },
  },
} as const;
