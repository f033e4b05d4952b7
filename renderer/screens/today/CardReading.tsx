import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateOnly, dateTime, named } from '../../client/format.ts';
import { useAction, type Action } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { OpenVisit } from './OpenVisit.tsx';
import { Unseal } from './Unseal.tsx';

interface CardReadingProps {
  readonly registration: string | null;
  /** A card that was chosen elsewhere, to be read at once. */
  readonly card?: string | null;
  readonly onVisit: (visit: string) => void;
}

/** Takes the patient's card, says what it is worth, and opens the visit. */
export function CardReading({ registration, card: chosen = null, onVisit }: CardReadingProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(chosen ?? '');
  const [card, setCard] = useState<CardSummary | null>(null);
  const action = useAction();
  const read = (source: string): void => {
    setCard(null);
    action.run(async () => setCard(await ask('card/read', { text: source })));
  };
  return (
    <>
      <CardInput
        label={t('card.text')}
        samples="cards"
        value={text}
        autoFocus
        helperText={t('card.hint')}
        onText={(value) => {
          setText(value);
          setCard(null);
        }}
        onWhole={read}
      />
      {card === null && (
        <Button
          variant="contained"
          sx={{ mt: 1 }}
          disabled={text === '' || action.busy}
          onClick={() => read(text)}
        >
          {action.busy ? t('card.reading') : t('card.read')}
        </Button>
      )}
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {card !== null && (
        <CardState
          card={card}
          registration={registration}
          action={action}
          onCard={setCard}
          onVisit={onVisit}
        />
      )}
    </>
  );
}

interface CardStateProps extends Omit<CardReadingProps, 'card'> {
  readonly card: CardSummary;
  readonly action: Action;
  readonly onCard: (card: CardSummary) => void;
}

function CardState({ card, registration, action, onCard, onVisit }: CardStateProps) {
  const { t } = useTranslation();
  switch (card.state) {
    case 'sealed':
      return <Unseal key={card.handle} card={card} action={action} onCard={onCard} />;
    case 'spent':
      return <Spent card={card} onVisit={onVisit} />;
    case 'revoked':
      return <RevokedCard card={card} />;
    case 'expired':
      return (
        <Alert severity="error">{t('card.expired', { n: card.epoch, date: dateOnly(card.notAfter) })}</Alert>
      );
    case 'fresh':
      return <OpenVisit card={card} registration={registration} action={action} onVisit={onVisit} />;
  }
}

/** Refused for good: lost, stolen, replaced or given back. */
function RevokedCard({ card }: { readonly card: Extract<CardSummary, { state: 'revoked' }> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const values = {
    n: card.epoch,
    reason: t(`revocation.${card.reason}`),
    institution: named(card.institution, language),
    time: dateTime(card.time),
  };
  return <Alert severity="error">{t('patients.cardRevoked', values)}</Alert>;
}

interface SpentProps {
  readonly card: Extract<CardSummary, { state: 'spent' }>;
  readonly onVisit: (visit: string) => void;
}

/** A spent card: refused, unless it began a visit of this doctor that still goes on. */
function Spent({ card, onVisit }: SpentProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { visit } = card;
  const use = {
    n: card.epoch,
    by: named(card.by, language),
    institution: named(card.institution, language),
    time: dateTime(card.time),
  };
  if (visit === null) return <Alert severity="error">{t('card.spent', use)}</Alert>;
  return (
    <Alert severity="info" action={<Button onClick={() => onVisit(visit)}>{t('card.goOn')}</Button>}>
      {t('card.yours', use)}
    </Alert>
  );
}
