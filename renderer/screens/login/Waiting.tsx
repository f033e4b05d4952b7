import { Alert, Button, Paper, Stack, Typography } from '@mui/material';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { CoreError } from '../../client/core.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** How often the node is asked what became of the offer, while somebody looks. */
const ASK_AGAIN_MS = 3_000;

interface WaitingProps {
  readonly account: string;
  readonly onDone: () => void;
}

/** An account that an officer has not entered yet: its fingerprint to compare, and what became of its offer. */
export function Waiting({ account, onDone }: WaitingProps) {
  const { t } = useTranslation();
  const [joining, again] = useAsk('account/joining', { id: account }, ['node']);
  const isOver = joining.state === 'ready' && ['entered', 'none', 'declined'].includes(joining.value.state);
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(again, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOver, again]);
  return (
    <>
      <Answer of={joining}>{(value) => <Standing joining={value} />}</Answer>
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button variant={isOver ? 'contained' : 'text'} onClick={onDone}>
          {t(isOver ? 'join.toLogin' : 'join.later')}
        </Button>
      </Stack>
    </>
  );
}

function Standing({ joining }: { readonly joining: ResultOf<'account/joining'> }) {
  const { t } = useTranslation();
  const { state, fingerprint, refusal } = joining;
  switch (state) {
    case 'none':
    case 'entered':
      return <Alert severity="success">{t('join.entered')}</Alert>;
    case 'declined':
      return <Alert severity="error">{t('join.declined')}</Alert>;
    case 'unsent':
    case 'offered':
      return (
        <>
          <Alert severity={state === 'offered' ? 'info' : 'warning'}>{t(`join.${state}`)}</Alert>
          {refusal !== null && <ErrorNote error={new CoreError(refusal, {})} />}
          <Paper variant="outlined" sx={{ p: 2, mt: 2 }}>
            <Typography variant="body2" color="textSecondary">
              {t('join.compare')}
            </Typography>
            <Typography component="p" variant="h2" sx={{ fontFamily: 'monospace' }}>
              <code>{fingerprint}</code>
            </Typography>
          </Paper>
        </>
      );
  }
}
