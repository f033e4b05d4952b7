/** English texts of the registrar's patients: their cards, who acts for them, shares of the master card. */
export const patients = {
  patients: {
    title: 'My patients',
    hint: 'Whom you registered at this desk. Check who stands before you before you change anything.',
    search: 'Part of the name, or the last digits of ID or telephone',
    none: 'You have not registered anybody yet.',
    notFound: 'Nobody of that name or number.',
    cards: 'Cards',
    cardsAre: '{{unused}} unused, {{used}} used, {{revoked}} revoked',
    open: 'Cards…',
    cardsTitle: 'Cards of {{name}}, born {{born}}',
    identify: 'Check an identity document first: whoever stands here gets everything that the cards open.',
    task: 'What is to be done',
    tasks: {
      further: 'Issue further cards',
      replace: 'Cards or slips are lost: revoke them and issue new ones',
      revoke: 'Revoke the unused cards, issue none',
    },
    replaceHint:
      'All unused cards and slips are revoked first and are refused everywhere from then on. The new ones open the same history. Where the master card is lost as well, only revoke.',
    revokeHint_one: 'The one unused card is refused everywhere from now on. What stands in the record stays.',
    revokeHint_other:
      'All {{count}} unused cards are refused everywhere from now on. What stands in the record stays.',
    reason: 'Reason (stands on the ledger, without any name)',
    issue: 'Issue cards',
    replace: 'Revoke and issue new cards',
    revoke: 'Revoke the cards',
    cardRevoked:
      'Card {{n}} was revoked ({{reason}}) by {{institution}} on {{time}}. It opens nothing. If it was found, keep it and tell the registrar.',
    guardian: 'Guardian',
    guardianIs: '{{name}} ({{relation}})',
    guardianLegend: 'Guardian, of a child or of somebody who cannot act',
    guardianName: 'Name of the guardian',
    relation: 'Relation to the patient',
    relationRule: 'mother, father, legal guardian…',
    guardianConsents:
      '{{name}} ({{relation}}) may bring the slip and consent for the patient. Check who it is.',
  },
  sheet: {
    title: 'For the patient to take home',
    once_one: 'Shown only now. Print it and hand it over before going on. 1 document was imported.',
    once_other:
      'Shown only now. Print it and hand it over before going on. {{count}} documents were imported.',
    guardian: '{{name}} ({{relation}}) may bring the slips and consent for the patient.',
    onceFurther: 'Shown only now. Print it and hand it over before going on.',
    furtherHint:
      'One for each visit, to be used after those that the patient has. Sealed cards open with the PIN.',
    print: 'Print the sheet',
    done: 'Handed over, finish',
    cards: 'Public cards',
    cardsHint: 'One for each visit. The first is open; the later ones open with the PIN.',
    slips: 'Slips',
    slipsHint: 'One for each visit. Keep them apart from the cards. A slip and the PIN give your consent.',
    master: 'Master card',
    masterHint: 'Keep it at home. With its passphrase it opens the whole record.',
    passphrase: 'Passphrase of the master card',
  },
  revocation: { lost: 'lost', stolen: 'stolen', replaced: 'replaced', withdrawn: 'given back' },
} as const;
