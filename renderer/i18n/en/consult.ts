/** What is refused between two doctors, and why a dialogue ended, in English. */
export const consultErrors = {
  'consult-malformed':
    'The message is damaged, or was made by a newer program. Ask the doctor to send it again.',
  'consult-other-recipient': 'The message is meant for another doctor and cannot be opened here.',
  'consult-other-network': 'The message belongs to another ledger.',
  'consult-ledger-stale':
    'This computer cannot tell now whether its copy of the ledger is up to date. Try again when the hospital node is connected.',
  'consult-sender-unknown': 'The ledger has no active doctor by this name at that hospital.',
  'consult-sender-suspended': 'The doctor is suspended on the ledger.',
  'consult-signature-invalid': 'The signature is not that of the doctor who is named.',
  'consult-own-request': 'You cannot ask yourself.',
  'consult-from-future':
    'One of the two computers has a wrong clock: what came bears a time in the future and was not taken. Set date and time right, then ask again.',
  'consult-clock-off':
    "This computer's clock and the ledger's are {{minutes}} minutes apart, so a colleague's computer would refuse what you sign. Nothing was sent. Set this computer's date and time right and try again; if they are right, tell your IT department.",
  'consult-too-long': 'The request asks to be kept longer than a day.',
  'consult-expired': 'It came too late: the request was over.',
  'consult-replayed': 'The request came a second time and was dropped.',
  'consult-blocked': 'You have blocked this doctor.',
  'consult-too-many': 'This doctor asked too often within ten minutes.',
  'consult-request-unknown': 'There is no such request.',
  'consult-other-doctor': 'The answer comes from another doctor than the one who was asked.',
  'consult-answered': 'The request was answered already.',
  'consult-withdrawn': 'The request was withdrawn.',
  'consult-waiting': 'A request to this doctor waits for an answer already.',
  'ratchet-malformed': 'The message is damaged, or was made by a newer program.',
  'ratchet-gap': 'Too many messages before this one are missing.',
  'ratchet-replayed': 'The message came a second time and was dropped.',
  'ratchet-unopenable': 'The message was altered on its way, or belongs to another dialogue.',
  'dialogue-unknown': 'There is no such dialogue.',
  'dialogue-over': 'The dialogue has ended. Send a new request to go on.',
  'dialogue-not-open': 'The dialogue opens with the first word of the other doctor, which has not come yet.',
  'dialogue-text': 'A message has between 1 and 10,000 characters.',
  'dialogue-message-unknown': 'There is no such message of yours, or it was deleted.',
  'dialogue-message-twice': 'A message came under a name that another one has.',
  'dialogue-key-changed':
    'This doctor has another key than before. Look at the safety number before you write.',
  'dialogue-closed': 'You have ended the dialogue.',
  'dialogue-closed-by-peer': 'The other doctor has ended the dialogue.',
  'dialogue-blocked': 'You have blocked this doctor; the dialogue has ended.',
  'dialogue-restored': 'The account was restored from a backup; dialogues begin anew, by a new request.',
  'dialogue-peer-suspended':
    'The other doctor is suspended on the ledger; the dialogue has ended and nothing more was sent.',
  'dialogue-peer-key-changed':
    'The other doctor has a new key on the ledger; the dialogue has ended and nothing more was sent. Make sure that it is them before you ask again.',
  'dialogue-own-key-changed':
    'Your own key on the ledger is a new one; the dialogue has ended. Send a new request to go on.',
};
