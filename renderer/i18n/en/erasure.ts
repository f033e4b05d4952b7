/** English texts of erasing a record: what the patient is told, what the officer signs, and what refusals mean. */
export const erasure = {
  erasure: {
    title: 'Erasing records',
    open: 'Have this record erased…',
    ask: 'Have this record erased',
    explain: {
      deletes:
        'Every hospital deletes what it has of this record: sealed text, keys, and the keys of everyone who could read it.',
      archive:
        'The hospital that wrote it keeps one sealed copy for as long as the law says. Nobody is shown it meanwhile.',
      officer:
        'An officer of that hospital checks your wish and signs it, or declines with a reason. You see here which hospitals have confirmed.',
      limits:
        'It binds those who keep to it. What was read, printed or written down cannot be unread. This cannot be undone.',
    },
    together_one: '{{count}} document was imported in this record and is erased with it.',
    together_other: '{{count}} documents were imported together and are erased together.',
    followers_one: '{{count}} addendum or correction of it stays, unless you ask for that as well.',
    followers_other: '{{count}} addenda or corrections of it stay, unless you ask for those as well.',
    reason: 'Why',
    reasons: {
      'consent-withdrawn': 'The patient takes the consent back',
      'purpose-reached': 'It is not needed any more',
      unlawful: 'It was kept against the law',
    },
    sign: 'Sign with slip {{n}}, which you gave at that visit, or with your master card',
    signMaster: 'Sign with your master card',
    commit: 'Ask for erasure',
    asked:
      'The hospital has your wish. An officer decides about it; you see here how it stands whenever you open your record.',
    line: '{{kind}} by {{author}}, {{institution}}, {{date}}',
    signedBy: 'Erased on {{date}}, signed by {{officer}}.',
    missing_one: '1 hospital has not confirmed yet: {{names}}.',
    missing_other: '{{count}} hospitals have not confirmed yet: {{names}}.',
    hospital: 'Hospital',
    receipt: 'Confirmed that it is deleted',
    noReceipt: 'Not yet',
    keeps: 'Kept by law',
    nothing: 'Nothing is kept',
    archive: 'One sealed copy until {{date}}',
    waiting: 'Asked on {{date}}, waits for an officer: {{record}}.',
    declined: 'Declined: {{record}}. The officer says: {{answer}}',
    unreached: 'Not reached just now, so their answers may be missing: {{names}}.',
    hint: 'Patients ask to have a record erased. Check who asks as your hospital provides, then sign or decline.',
    noWishes: 'No patient has asked.',
    record: 'Record',
    writtenAt: 'Written',
    askedAt: 'Asked',
    askedBy: "{{asked}}, with the patient's consent key; received {{received}}",
    statement: 'Statement',
    following: 'What follows it',
    look: 'Look and decide…',
    decide: 'Erase this record?',
    signHint:
      'From the next block on every hospital deletes it and confirms by name. It cannot be taken back. Your name stands on the ledger beside it.',
    declineReason: 'Reason for declining, which the patient is told',
    decline: 'Decline',
    signErase: 'Sign, erase',
    erased: 'Erased',
    erasedOn: "Erased at the patient's wish on {{date}}.",
    erasedHere_one: "1 record of this visit was erased at the patient's wish.",
    erasedHere_other: "{{count}} records of this visit were erased at the patient's wish.",
  },
} as const;

export const erasureErrors = {
  erased: 'This record was erased at the wish of the patient. Its content is gone.',
  'statement-erased': 'This record was erased at the wish of the patient. Nothing can be added to it.',
  'erase-request-time': 'This wish to erase is more than 60 days old. The patient has to ask again.',
  'erase-other-institution': 'Only an officer of the hospital that wrote the record can have it erased.',
  'erase-former-root':
    'This record was written under a root that was replaced since. Ask the registration desk.',
  'erase-requests-full': 'Too many wishes wait at this hospital. Ask its registration desk.',
  'erase-request-unknown': 'This wish is not there any more. Load the list again.',
  'erasure-unknown':
    'The ledger does not have this record erased. Bring the ledger up to date and try again.',
  'erase-receipt-not-due': 'This hospital came after the record was erased and owes no receipt for it.',
  'erase-receipt-exists': 'This hospital has given its receipt already. Nothing needs to be done.',
  'erase-receipt-term': 'The receipt names another term than the law gives. Tell your IT department.',
} as const;
