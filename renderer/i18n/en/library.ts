/** English texts of finding shared cases. */
export const libraryErrors = {
  'saved-search-many': 'You have saved {{limit}} searches, which is as many as are kept. Delete one first.',
  'statistics-malformed':
    'What was counted before cannot be read, so that no further counts are told: they could give single patients away.',
  'library-patient-empty': 'Nothing is written of this patient yet that cases could be compared with.',
};
