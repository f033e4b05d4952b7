/** Video consults, in English. */
export const callErrors = {
  'consult-no-dialogue': 'The request was made in a dialogue that has ended.',
  'call-no-right':
    'Nobody has accepted a video consult in this dialogue, or its day is over. Ask for one first.',
  'call-busy': 'You are in another call. End it first.',
  'call-unknown': 'This call has ended.',
};
