/** What is refused between two doctors, in English. */
export const consultErrors = {
  'consult-malformed':
    'The message is damaged, or was made by a newer program. Ask the doctor to send it again.',
  'consult-other-recipient': 'The message is meant for another doctor and cannot be opened here.',
};
