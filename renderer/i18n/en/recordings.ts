/** English texts of recordings of consults. */
export const recordingErrors = {
  'recording-malformed': 'The description of this recording is damaged.',
  'recording-manifest-signature':
    'The description of this recording is not signed by the doctor who recorded it.',
};
