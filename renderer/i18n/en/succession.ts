/** English texts of a new master card in the place of one that is lost or in wrong hands. */
export const succession = {
  succession: {
    hint: 'Whoever has the old master card, or its cards, opens nothing with them from now on. The patient gets a new master card and new cards; they open the record of before as far as something at hand opens it. This cannot be undone.',
    again:
      'The master card of this entry was replaced already. Do it again only if what was handed out was lost before anybody used it.',
    identity: 'Identity checked by (stands in the record)',
    identities: {
      'identity-card': 'Identity card',
      passport: 'Passport',
      'household-register': 'Household register',
      guardian: 'Guardian, with their papers',
    },
    former: 'What the patient still has',
    formers: {
      master: 'The old master card and its passphrase (it was copied)',
      shares: 'Recovery shares of the old master card',
      card: 'A card or slip of the old sheet',
      nothing: 'Nothing',
    },
    cardHint:
      'The latest there is: it opens the record up to its own visit. Used or not makes no difference.',
    cardPin: 'PIN, where the card is sealed',
    nothingHint:
      'Nothing opens the record of before: it stays with the doctors who wrote it and in the hospitals’ archives. Ask for a card, a slip or recovery shares first.',
    succeed: 'Revoke the old ones and issue a new master card',
    succeeded: 'replaced by a new master card',
    nextRevoked:
      'The patient’s cards were replaced while this visit was open: the next card is one of the new ones that the registrar handed out.',
    formerCard: '{{n}} (old master card)',
    kept: {
      all: 'The new cards open the whole record of before.',
      partly: 'The new cards open the record of before up to the visit of the card that was shown.',
      nothing: 'The new cards do not open the record of before. Every chart will say so.',
    },
  },
} as const;

export const successionErrors = {
  'card-root-succeeded':
    'The master card behind this card was replaced after it was lost. Its cards open nothing any more; the hospital that issued it has the new ones.',
} as const;
