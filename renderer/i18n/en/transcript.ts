/** English texts of transcripts of dialogues. */
export const transcriptErrors = {
  'transcript-unknown': 'There is no such transcript.',
  'transcript-empty': 'Choose at least one message.',
  'transcript-too-long': 'This is too long for one transcript. Choose fewer messages, or fewer days.',
  'transcript-answered': 'This transcript was answered already.',
  'transcript-unsigned': 'The other doctor has not signed this transcript, or it was attached already.',
  'transcript-malformed': 'The transcript is damaged, or its signature does not hold.',
};

export const transcript = {
  transcript: {
    open: 'Export…',
    title: 'Export messages into the record',
    explain:
      'The messages become a document of the visit record, signed by both of you: word for word, with what was changed or deleted named as such. Names of the patient are left out. {{doctor}} reads exactly this text first, and signs or declines.',
    visit: 'Visit whose record it goes into',
    from: 'From',
    to: 'Up to',
    by: 'Which messages',
    byMessages: 'From one message on screen to another',
    byDays: 'All messages of some days',
    since: 'First day',
    until: 'Last day',
    none: 'No messages on these days.',
    count_one: '{{count}} message',
    count_other: '{{count}} messages',
    ask: 'Sign and ask for the signature',
    mine: 'Transcript for the record',
    theirs: 'You are asked to sign this transcript for a record',
    sign: 'Sign',
    decline: 'Do not sign',
    attach: 'Add to the visit note',
    states: {
      asked: 'Waits for the signature',
      signed: 'Signed by both',
      declined: 'Not signed',
      attached: 'Added to the note',
    },
    verified: '{{name}}, {{institution}}: signature holds',
    unverified: '{{name}}, {{institution}}: signature does not hold',
  },
};
