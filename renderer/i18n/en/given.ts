/** English texts of files and records that two doctors give each other in a dialogue. */
export const given = {
  given: {
    attach: 'Files for this dialogue',
    hint: 'Images, photos, PDF, films, sound, whole studies: choose, drop (folders too) or paste. What a camera wrote and the names in medical images are taken out; a PDF stays as it is.',
    voice: 'Voice note',
    send: 'Send these files',
    openAttach: 'Attach',
    files_one: '{{count}} file, {{size}}',
    files_other: '{{count}} files, {{size}}',
    naming: '{{known}} of {{count}} files named so far',
    offered: 'Not taken yet: {{size}}. Take it only if you expect it.',
    take: 'Take',
    pause: 'Pause',
    resume: 'Go on',
    moving: 'On its way: {{moved}} of {{size}}',
    going: 'Sending: {{moved}} of {{size}}',
    stored: "At your hospital's node for your colleague",
    paused: 'Paused at {{moved}} of {{size}}',
    whole: 'Complete and verified',
    received: 'Your colleague has all of it',
    refused: 'Refused: {{reason}}',
    gone: 'Refused',
    progress: 'Progress of {{title}}',
    card: {
      title: 'Record on the ledger',
      entry: 'Ledger entry',
      by: 'Signed by {{author}}, {{institution}}, {{date}}',
      unknown: 'Your copy of the ledger has no such record.',
      reference: 'Reference only: its content was not given.',
      open: 'Open the record',
      close: 'Close',
    },
    give: {
      title: 'Give a record',
      explain:
        "What you give is the clinical part of a record that you signed: without the patient's name, and verified against the ledger by your colleague. To give a whole record under the patient's name takes an exchange, which needs the patient's slip.",
      choose: 'Record',
      none: 'You have signed no record that could be given.',
      how: 'What is given',
      parts: 'Content, without names',
      reference: 'Reference only: who signed it, when, and where it stands on the ledger',
      images: 'Images that belong to the record can be opened with it.',
      send: 'Give',
      cancel: 'Cancel',
    },
  },
} as const;

export const givenErrors = {
  'dialogue-nothing-attached': 'Nothing is attached. Choose files first.',
  'dialogue-files-full':
    'Your colleagues have given you more files than are kept. Delete messages with files first.',
  'dialogue-file-twice': 'A message named a file that another message brought.',
} as const;
