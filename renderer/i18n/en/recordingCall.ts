/** English texts of recording in a call. */
export const recordingCall = {
  recordingCall: {
    ask: 'Record…',
    explain:
      '{{doctor}} is asked, and both of you sign. The recording is sealed on this computer while it is made; either of you can stop it at any time. Say aloud at the beginning that it is recorded. Nobody can keep the other side from filming their screen.',
    scope: 'What is recorded',
    hasPatient: 'A patient is discussed who can be recognised',
    noVisit:
      'No visit is open here. The patient has to consent with the slip of an open visit; without them, speak so that nobody can be recognised.',
    commit: 'Sign and ask',
    asked: '{{doctor}} asks to record this call: {{scope}}.',
    question: 'May this call be recorded?',
    agree: 'Sign and agree',
    decline: 'Do not agree',
    takeBack: 'Take the question back',
    stop: 'Stop recording',
    onHere: 'Recording',
    onThere: '{{doctor}} is recording',
    over: {
      declined: 'Recording was not agreed to.',
      stopped: 'The recording was ended.',
      'call-ended': 'The recording ended with the call.',
    },
  },
};
