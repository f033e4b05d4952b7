/** English texts of shared cases and of points. */
export const sharedCaseErrors = {
  'case-doubts': '{{open}} doubts are not decided yet. Decide each of them, then publish.',
  'case-outcome': 'Say how the illness ended: the outcome is missing.',
  'case-title': 'The case has no title yet.',
  'case-patients': 'These records are of different patients. A case is of one.',
  'case-image-review':
    'This image may show who the patient is. Cover what does, or confirm that nothing does.',
  'case-image-kind': 'Only pictures and DICOM images can be shared in a case.',
  'case-draft-unknown': 'This case is not being made ready any more: it was published or given up.',
  'case-malformed': 'The case cannot be read as one that may be shared. Open it again and share it again.',
  'case-foreign': 'This case belongs to another network of hospitals.',
  'case-exists': 'This case was shared already.',
  'case-signature': "The signature on the case is not its author's. Share it again.",
  'case-order': 'The hospital node sent cases in the wrong order. Tell your IT department.',
  'case-source-used': 'A visit of this case has counted for another case already.',
  'case-batch-early': "The hospital's next batch of cases is not due yet. It is sent by itself.",
  'case-document-malformed':
    'This case cannot be read: its content is not in the form of shared cases ({{field}}).',
  'cases-full': 'You have shared as many cases as the hospital node keeps. Withdraw some of them.',
  'case-altered':
    'This case is not the one on the ledger ({{check}}). Do not use it, and tell your IT department.',
  'case-consent': "The patient's consent does not cover this case ({{check}}). Ask the patient again.",
  'case-too-large': 'This case is too long to be shared. Leave records or text out.',
  'case-published': 'This case is on the ledger already. Withdraw it instead.',
  'case-identifies':
    'The text still names somebody ({{type}}, in "{{field}}"). Take it out and share the case again.',
  'case-few':
    'As far as is known, the case could be told to be one of {{k}} people. It cannot be shared like this.',
  'case-ask':
    'As far as is known, these facts fit {{k}} people. Share the case only if nobody can be recognised in it.',
  'counts-small': 'Counts below 5, or that are no multiple of 5, are not published.',
  'counts-order': 'The hospital node sent counts in the wrong order. Tell your IT department.',
  'period-unknown': 'The ledger has no such period of points.',
  'period-open': 'This period of points is not over yet.',
  'period-closed': 'This period of points is over.',
  'reads-own': "A hospital's reading of its own cases does not count.",
  'reads-order': 'The hospital node reported the same case twice. Tell your IT department.',
  'reads-empty': 'The hospital node has reported this period already.',
  'claim-exists': 'The points of this period were credited already.',
  'claim-nothing': 'There are no points for you in this period.',
};
