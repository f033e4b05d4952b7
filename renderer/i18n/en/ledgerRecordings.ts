/** English texts of recordings of consults that stand on the ledger. */
export const ledgerRecordings = {
  ledgerRecording: {
    title: 'Recordings of consults on the ledger',
    explain:
      'Who recorded a consult may put it on the ledger: a hash that tells nobody anything, while the sealed recording lies at the hospitals. Both doctors may open it, and take it back.',
    put: 'Put on the ledger…',
    putTitle: 'Put this recording on the ledger?',
    putWhat:
      'On the ledger stands a salted hash, with your name, the name of {{other}} and the time: it shows that there is this recording, and of nobody what was said. The sealed recording itself is kept by your hospital, and a copy by another one.',
    putWho: 'You and {{other}} may open it from now on. You can open it to further doctors afterwards.',
    putPatient:
      'The patient who is discussed consented to the recording. Open it to further doctors only where they agree to that, too.',
    putBack:
      'This cannot be undone, except by taking it back: then every hospital deletes what it holds and signs that it did, and the recording goes from both of your computers. That there was one stays on the ledger; what somebody has seen or saved by then cannot be taken from them.',
    putSure: 'Sign and put on the ledger',
    between: '{{holder}} with {{other}}',
    states: {
      waiting: 'Signed, waiting to be sent',
      refused: 'Not taken',
      standing: 'On the ledger',
      withdrawing: 'Being taken back',
      withdrawn: 'Taken back',
    },
    as: {
      holder: 'Recorded by you',
      other: 'Recorded by the other doctor',
      named: 'Opened to you by who recorded it',
    },
    since: 'since {{date}}',
    open: 'Fetch and play',
    sides: {
      own: 'Picture of who recorded',
      other: 'Picture of whom they talked with',
      mixed: 'Sound of both',
    },
    checked:
      'Compared with the ledger: this is the recording that stands there, and both doctors signed their consent. Each part is compared as it is fetched.',
    proof: 'Save proof…',
    who: 'Who may open it…',
    whoTitle: 'Who may open this recording',
    always: 'Always: {{names}}',
    further: 'Further doctors',
    nobody: 'Nobody else.',
    add: 'Let open',
    remove: 'No more',
    removeNote: 'Whoever is taken off can no longer open it. What they have seen stays seen.',
    search: 'Name, hospital or specialty',
    deleteHere:
      'It is deleted on this computer alone: it stays on the ledger, and both doctors can open it from there. Take it back to have it deleted everywhere.',
    back: 'Take back…',
    backTitle: 'Take this recording back?',
    backWarning:
      'Every hospital deletes the recording and its keys and signs that it did; it also goes from your computer and that of the other doctor. That it was there, and was taken back, stays on the ledger. What somebody has seen or saved cannot be taken from them.',
    backSure: 'Take back for good',
    backBy: 'Taken back by {{name}}, {{date}}.',
    deleted: 'Deleted at: {{names}}.',
    missing_one: 'One hospital has not confirmed the deletion yet: {{names}}.',
    missing_other: '{{count}} hospitals have not confirmed the deletion yet: {{names}}.',
  },
};

export const consultReceipt = {
  consultReceipt: {
    title: 'Receipts of consults on the ledger',
    explain:
      'That two doctors consulted, signed by both, and nothing of what about. It counts for the points of both.',
    sign: 'Sign receipt',
    states: {
      none: 'No receipt of this consult is on the ledger.',
      waiting: 'Receipt signed, waiting to be sent.',
      mine: 'You signed the receipt of this consult; {{other}} has not yet.',
      theirs: '{{other}} signed the receipt of this consult; it stands when you do, too.',
      stands: 'Both of you signed the receipt of this consult, {{date}}.',
      refused: 'The receipt was not taken.',
    },
  },
};
