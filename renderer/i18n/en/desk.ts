/** English texts of what surrounds the screens: palette, shortcuts, settings, locking. */
export const desk = {
  palette: {
    title: 'Commands',
    placeholder: 'Go to, or do…',
    nothing: 'Nothing of that name.',
    go: 'Go to: {{place}}',
    visit: 'Visit: {{patient}}',
    visitHint: 'since {{time}}',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    palette: 'Find a place or a command',
    help: 'This list',
    lock: 'Lock, or let somebody else log in',
    part: 'Parts of the visit',
    search: 'Search in the history',
    save: 'Save the draft of the note',
    sign: 'Check and sign the note',
    end: 'End the visit: goes to its last part, and there ends it',
    step: 'Newer or older record of the history',
    callMute: 'In a call: mute, or unmute',
    callCamera: 'In a call: camera off, or on',
    callTalk: 'In a call, muted: heard while it is held',
    close: 'Close what lies on top; nothing is lost',
  },
  settings: {
    title: 'Settings of this computer',
    contrast: 'High contrast',
    lockAfter: 'Lock by itself after',
    relayOnly: "Keep this computer's address from colleagues",
    relayOnlyHint:
      'Direct connections then go through the relay of the hospital only, which is slower. Without a relay everything goes by the mailbox.',
    lockHint: 'Half a minute before, a warning is shown. Drafts are saved.',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
  },
  autoLock: {
    title: 'Are you still there?',
    soon: 'Nobody has used this computer for a while. It locks in {{time}}.',
    stay: 'Go on working',
    locked: 'Locked, because nobody used it for a while. Your passphrase brings you back to where you were.',
  },
} as const;
