/** Images and films on their way: into the note, and to the hospital's node. */
export const sending = {
  sending: {
    title: 'Images and films being sent',
    explain:
      'The records are signed and safe on this computer. Each goes to the ledger when its images and films are at the hospital; you need not wait here.',
    state: { waiting: 'Waiting', sending: 'Sending', paused: 'Paused', sent: 'Sent' },
    files: '{{done}} of {{of}} files',
    pause: 'Pause',
    goOn: 'Go on',
    stop: 'Stop',
    half: '{{name}}: interrupted after {{taken}} of {{size}}. Choose the file again: it goes on from there.',
    discard: 'Discard',
  },
} as const;
