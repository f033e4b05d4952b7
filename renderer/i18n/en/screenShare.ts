/** English texts of showing a screen or window in a call. */
export const screenShare = {
  screenShare: {
    start: 'Share screen',
    stop: 'Stop sharing',
    choose: 'Which screen or window is your colleague to see?',
    care: 'Your colleague sees everything on it, also of other patients. A single window shows less than a screen.',
    none: 'The system gives no screen or window to share.',
    screen: 'Screen {{n}}',
    here: '{{name}} sees your screen.',
    there: '{{name}} shows a screen.',
    refused: 'The system did not let this program show that screen. Choose another one.',
    own: 'What you share',
  },
} as const;
