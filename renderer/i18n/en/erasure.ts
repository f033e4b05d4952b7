/** English texts of erasing a record: what the patient is told, what the officer signs, and what refusals mean. */
export const erasure = {
  erasure: {
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
