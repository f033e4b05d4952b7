/** English texts of what a patient decides: sharing a case, own entries, grants. */
export const patientRights = {
  sharing: {
    title: 'May this case be shared?',
    question: "May doctors of the member hospitals read this case without the patient's name?",
    yes: 'The patient says yes',
    no: 'The patient says no',
    hint: 'The slip signs the answer. Without an answer nothing is shared.',
    answered: {
      yes: 'May be shared: yes, signed',
      no: 'May be shared: no, signed',
    },
  },
} as const;
