/** English texts of recordings of consults. */
export const recordingErrors = {
  'recording-unknown': 'This recording is not on this computer.',
  'recording-under-way': 'This call is being recorded, or that was asked already.',
  'recording-own-word': 'The other doctor has to agree.',
  'recording-patient-not-asked':
    'This conversation is about a record: the patient has to agree first, with the slip of an open visit.',
  'recording-running': 'This recording has not ended yet.',
  'recording-not-running': 'Nothing is being recorded.',
  'recording-chunk-order': 'A part of the recording is missing. It was ended; what came before is kept.',
  'recording-too-long': 'The recording has reached its longest length. What was recorded is kept.',
  'recording-segment-unknown': 'The recording has no such part.',
  'recording-malformed': 'The description of this recording is damaged.',
  'recording-manifest-signature':
    'The description of this recording is not signed by the doctor who recorded it.',
};
