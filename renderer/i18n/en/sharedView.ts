/** What two doctors in a call look at together. */
export const sharedView = {
  sharedView: {
    title: 'Shared view',
    open: 'Look together',
    with: 'Looking together with {{name}}',
    shows: '{{name}} wants to look at something together with you.',
    look: 'Look',
    broken: 'This view stopped. The call goes on.',
    again: 'Open it again',
    interrupted:
      'The connection to your colleague is interrupted. What you do is passed on as soon as it is back.',
    show: 'Show something …',
    away: 'Put away',
    empty:
      'Nothing is on the table. Choose something that one of you gave in this dialogue; both will see it.',
    none: 'Nothing was given in this dialogue yet. Images, documents and records that one of you gives can be shown here to both.',
    notHere:
      'Your colleague shows something that has not arrived on this computer yet. It opens as soon as it is here.',
    mine: 'given by you',
    theirs: 'given by your colleague',
    kind: { images: 'Images', document: 'Document', record: 'Record' },
    marks: 'Mark',
    arrow: 'Arrow',
    line: 'Line',
    text: 'Text',
    textHere: 'Text of the mark',
    unmark: 'Take away: {{what}}',
    same: 'Same view for both',
    youLead: 'You lead',
    theyLead: '{{name}} leads',
  },
  consultNotes: {
    title: 'My notes',
    saving: 'Saving',
    saved: 'Kept on this computer; your colleague does not see them.',
    toOpinion: 'Make a consult opinion of it',
    opinion: 'Consult opinion',
    text: 'Opinion',
    explain:
      'The opinion is signed by you and added to the record that you choose. It names both doctors and their institutions.',
  },
} as const;
