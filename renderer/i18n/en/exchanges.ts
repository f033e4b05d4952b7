/** English texts of exchanges of records between doctors. */
export const exchangeErrors = {
  'exchange-unknown': 'The ledger has no such exchange of records.',
  'exchange-over': 'This exchange is over: its term has passed, or one of those who agreed to it ended it.',
  'exchange-answered': 'This exchange was accepted already.',
  'exchange-other-doctor': 'This exchange is between other doctors.',
  'exchange-altered':
    'The list of records is not the one that was signed. Accept nothing, and ask the other doctor.',
  'exchange-one-way': 'Nothing was asked for in return in this exchange.',
  'exchange-too-many': 'Too many exchanges were proposed in this visit. Propose the rest in the next visit.',
};
