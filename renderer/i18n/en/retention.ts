/** English texts of how long messages between doctors are kept. */
export const retention = {
  retention: {
    label: 'Messages on both sides',
    kept: 'Kept',
    after_one: 'Deleted after {{count}} day',
    after_other: 'Deleted after {{count}} days',
    asked: 'You asked for: {{term}}. It waits for the other doctor.',
    asks: '{{name}} asks for: {{term}}, on both sides. What is older goes at once if you agree.',
    asksKept: '{{name}} asks for: {{term}}, on both sides.',
    agree: 'Agree',
    decline: 'Decline',
    gone_one: '1 message from before {{date}} was deleted, as agreed.',
    gone_other: '{{count}} messages from before {{date}} were deleted, as agreed.',
  },
};
