import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { knownWord } from '../../i18n/words.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

type Given = ArgsOf<'visit/join'>['invitation'];

/** Visits of colleagues that this doctor is invited into: on this computer, or by a code from another one. */
export function Invitations({ onVisit }: { readonly onVisit: (visit: string) => void }) {
  const { t } = useTranslation();
  const [found] = useAsk('visit/invitations', {}, ['ledger', 'visits']);
  const [typing, setTyping] = useState(false);
  const [text, setText] = useState('');
  const action = useAction();
  const join = (invitation: Given): void =>
    action.run(async () => onVisit((await ask('visit/join', { invitation })).id));
  const list = found.state === 'ready' ? found.value : [];
  if (list.length === 0 && !typing)
    return (
      <Box sx={{ mb: 1, textAlign: 'right' }}>
        <Button size="small" variant="text" onClick={() => setTyping(true)}>
          {t('joining.invitedByCode')}
        </Button>
      </Box>
    );
  return (
    <Paper component="section" aria-label={t('joining.title')} sx={{ p: 2, mb: 2 }}>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
        <Typography variant="h2">{t('joining.title')}</Typography>
        {!typing && (
          <Button size="small" variant="text" onClick={() => setTyping(true)}>
            {t('joining.byCode')}
          </Button>
        )}
      </Stack>
      {list.map((each) => (
        <Found
          key={each.id}
          invitation={each}
          busy={action.busy}
          onJoin={() => join({ kind: 'here', id: each.id })}
        />
      ))}
      {typing && (
        <>
          <CardInput
            label={t('joining.codeText')}
            value={text}
            autoFocus
            onText={setText}
            onWhole={(whole) => join({ kind: 'text', text: whole })}
          />
          <Button
            sx={{ mt: 1 }}
            disabled={text === '' || action.busy}
            onClick={() => join({ kind: 'text', text })}
          >
            {t('joining.join')}
          </Button>
        </>
      )}
      <ErrorNote error={action.error} />
    </Paper>
  );
}

interface FoundProps {
  readonly invitation: ResultOf<'visit/invitations'>[number];
  readonly busy: boolean;
  readonly onJoin: () => void;
}

function Found({ invitation, busy, onJoin }: FoundProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', py: 0.5 }}>
      <Typography sx={{ flexGrow: 1 }}>
        <strong>{invitation.patientName}</strong>{' '}
        {t('joining.from', {
          by: named(invitation.by, language),
          role: knownWord('visitRole', invitation.role, language) ?? invitation.role,
          time: dateTime(invitation.openedAt),
        })}
      </Typography>
      <Button size="small" variant="contained" disabled={busy} onClick={onJoin}>
        {t('joining.join')}
      </Button>
    </Stack>
  );
}
