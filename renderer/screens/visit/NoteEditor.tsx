import { Alert, Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { timeOnly } from '../../client/format.ts';
import { isComposing } from '../../client/keys.ts';
import { useAction } from '../../client/useAsk.ts';
import { AttachImages } from '../../images/AttachImages.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { Fields } from './note/Fields.tsx';
import { Missing } from './note/Missing.tsx';
import { isStopped } from './note/noteTexts.ts';
import { useFindings } from './note/useFindings.ts';
import { SignDialog } from './SignDialog.tsx';
import type { Draft, DraftState } from './useDraft.ts';

interface NoteEditorProps {
  readonly visit: string;
  readonly chart: Chart;
  readonly draft: Draft;
  readonly onSigned: () => void;
}

/** State, buttons and outcome stay in sight while a long note is scrolled; the offset covers the padding above. */
const STICKY = {
  position: 'sticky',
  top: -16,
  zIndex: 2,
  bgcolor: 'background.paper',
  borderBottom: 1,
  borderColor: 'divider',
} as const;

/** The visit note in its fixed order. Ctrl+S saves, Ctrl+Enter goes on to signing; never while an input method composes. */
export function NoteEditor({ visit, chart, draft, onSigned }: NoteEditorProps) {
  const { t } = useTranslation();
  const action = useAction();
  const findings = useFindings(visit, draft.note);
  const [signing, setSigning] = useState(false);
  // What is missing is said once signing was asked for: an empty note is no mistake.
  const [asked, setAsked] = useState(false);
  const [signed, setSigned] = useState<'consented' | 'pending' | null>(null);
  // Grows with each signature.
  const [round, setRound] = useState(0);
  const { note } = draft;
  if (note === null)
    return draft.state.is === 'failed' ? <ErrorNote error={draft.state.error} /> : <Loading />;
  const save = (): void => action.run(async () => await draft.flush());
  const sign = (): void =>
    action.run(async () => {
      // What is said of the record before must not be taken for this one.
      setSigned(null);
      await draft.flush();
      const found = await ask('note/check', { visit, note });
      setAsked(true);
      setSigning(found.missing.length === 0 && !isStopped(note, found));
    });
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((!event.ctrlKey && !event.metaKey) || isComposing(event.nativeEvent) || signing) return;
    if (event.key !== 's' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 's') save();
    else sign();
  };
  return (
    <Paper component="section" aria-label={t('note.title')} onKeyDown={onKeyDown}>
      <Box sx={STICKY}>
        <Actions draft={draft} busy={action.busy} onSave={save} onSign={sign} />
        {signed !== null && (
          <Alert severity={signed === 'consented' ? 'success' : 'warning'}>
            {t(`note.signed.${signed}`)}
          </Alert>
        )}
        {asked && findings !== null && <Missing {...findings} stopped={isStopped(note, findings)} />}
        <ErrorNote error={draft.state.is === 'failed' ? draft.state.error : action.error} />
      </Box>
      <Box sx={{ px: 2, pb: 2 }}>
        <Fields visit={visit} chart={chart} note={note} draft={draft} findings={findings} />
        <AttachImages visit={visit} patient={chart.banner.name ?? ''} round={round} />
      </Box>
      {signing && (
        <SignDialog
          visit={visit}
          onClose={() => setSigning(false)}
          onSigned={(state) => {
            draft.reset();
            setSigning(false);
            setAsked(false);
            setSigned(state);
            setRound((before) => before + 1);
            onSigned();
          }}
        />
      )}
    </Paper>
  );
}

interface ActionsProps {
  readonly draft: Draft;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onSign: () => void;
}

function Actions({ draft, busy, onSave, onSign }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <Stack direction="row" useFlexGap sx={{ px: 2, py: 1, gap: 1.5, alignItems: 'center' }}>
      <Saved state={draft.state} />
      <Typography variant="caption" color="textSecondary" sx={{ flexGrow: 1 }}>
        {t('note.keys')}
      </Typography>
      <Button onClick={onSave} disabled={busy || draft.state.is !== 'unsaved'}>
        {t('note.save')}
      </Button>
      <Button variant="contained" onClick={onSign} disabled={busy}>
        {t('note.sign')}
      </Button>
    </Stack>
  );
}

function Saved({ state }: { readonly state: DraftState }) {
  const { t } = useTranslation();
  const isFailed = state.is === 'failed';
  return (
    <Typography
      role="status"
      variant="body2"
      sx={{ fontWeight: isFailed ? 700 : 500, color: isFailed ? 'error.main' : 'text.secondary' }}
    >
      {savedText()}
    </Typography>
  );

  function savedText(): string {
    switch (state.is) {
      case 'empty':
        return t('note.notSaved');
      case 'unsaved':
        return t('note.unsaved');
      case 'saving':
        return t('note.saving');
      case 'failed':
        return t('note.saveFailed');
      case 'saved':
        return t('note.savedAt', { time: timeOnly(state.at) });
    }
  }
}
