/** English texts of recordings of consults. */
export const recordingErrors = {
  'recording-unknown': 'This recording is not on this computer.',
  'recording-under-way': 'This call is being recorded, or that was asked already.',
  'recording-own-word': 'The other doctor has to agree.',
  'recording-patient-not-asked':
    'This conversation is about a record: the patient has to agree first, with the slip of an open visit.',
  'anchor-exists': 'This recording is on the ledger already.',
  'anchor-doctors': 'Only the two doctors of this consult can do this.',
  'anchor-unknown': 'This recording is not on the ledger.',
  'anchor-withdrawn': 'This recording was taken back from the ledger. It does not come again.',
  'recording-incomplete':
    'A part of this recording is not on this computer any more. Only a whole one goes onto the ledger or to the other doctor.',
  'recording-of-other': 'Only who recorded it can give it, or put it on the ledger.',
  'recording-given': 'This recording was given already. Delete the message that gave it to give it again.',
  'recording-other-call': 'What was given is not a recording of a call of this conversation. It is not kept.',
  'recording-gift-parts': 'What was given is not all of the recording, or more than it. It is not kept.',
  'recording-gift-altered': 'A part of what was given is not what was recorded. It is not kept.',
  'recording-not-anchored':
    'What was fetched is not the recording that stands on the ledger. It is not shown.',
  'recording-unconsented': 'The signed consents to this recording do not hold. It is not shown.',
  'recording-readers-full': 'This doctor was named for a thousand recordings already.',
  'consult-doctors': 'Only the two doctors of this consult can sign its receipt.',
  'consult-exists': 'You have signed the receipt of this consult already.',
  'call-not-live': 'There is no call now in which this could be recorded.',
  'recording-consent-other': 'What was signed is not consent to this recording. Nothing is recorded.',
  'recording-consent-signature':
    'The consent to this recording is not signed with the key of that doctor. Nothing is recorded.',
  'recording-patient-consent':
    "The patient's consent to this recording does not hold, or their visit is over. Nothing is recorded.",
  'recording-running': 'This recording has not ended yet.',
  'recording-not-running': 'Nothing is being recorded.',
  'recording-chunk-order': 'A part of the recording is missing. It was ended; what came before is kept.',
  'recording-too-long': 'The recording has reached its longest length. What was recorded is kept.',
  'recording-segment-unknown': 'The recording has no such part.',
  'recording-malformed': 'The description of this recording is damaged.',
  'recording-manifest-signature':
    'The description of this recording is not signed by the doctor who recorded it.',
};

export const recording = {
  recording: {
    scopes: {
      audio: 'Voices',
      video: 'Voices and faces',
      consult: 'Voices, faces and what is shown',
    },
    list: 'Recordings',
    none: 'There is no recording of this conversation on this computer.',
    states: {
      running: 'being recorded',
      broken: 'the end is missing',
    },
    of: 'Recording of a consult',
    toPlay: 'It is played among the recordings of this conversation.',
    byOther: 'given by {{doctor}}',
    give: 'Give it to {{doctor}}',
    giveWhat:
      '{{doctor}} agreed to this recording. It goes sealed, with its key inside the dialogue, when no call lasts; what was given cannot be taken back.',
    given: {
      going: '{{doctor}} is being given it.',
      paused: 'Giving it to {{doctor}} is paused.',
      theirs: '{{doctor}} has it, too.',
    },
    withPatient: 'with the consent of the patient',
    player: 'Recording',
    sides: {
      own: 'Own picture',
      other: 'Picture of the other doctor',
      mixed: 'Sound of both',
    },
    play: 'Play',
    pause: 'Pause',
    position: 'Position',
    damaged_one: 'One part of this recording is damaged or missing. The rest plays.',
    damaged_other: '{{count}} parts of this recording are damaged or missing. The rest plays.',
    title: 'Name',
    rename: 'Rename',
    cancel: 'Cancel',
    export: 'Export…',
    exporting: 'Export',
    exportWarning:
      'The file leaves the protected store: whoever has it sees and hears both of you, and the patient who is discussed. It is not sealed, and deleting the recording here does not delete it.',
    exportSure: 'Export all the same',
    delete: 'Delete…',
    deleteWarning: 'The key is destroyed: nobody can open this recording any more, and it cannot be undone.',
    deleteHere:
      'It goes from this computer with its key, which cannot be undone. {{doctor}} keeps their own copy until they delete it.',
    deleteSure: 'Delete for good',
  },
};
