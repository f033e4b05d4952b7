import { Alert, Button, LinearProgress, Stack, TextField } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../src/workstation/api/recordings.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { GiveRecording } from './GiveRecording.tsx';
import type { ExportedSide } from './exportRecording.ts';
import { leavingFile } from './exportFile.ts';

interface RecordingActionsProps {
  readonly of: RecordingView;
  readonly onGone: () => void;
}

/** Its name, its export and its end; the last two are asked for twice. */
export function RecordingActions({ of, onGone }: RecordingActionsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { recording } = of;
  const [title, setTitle] = useState(of.title);
  const [sure, setSure] = useState<'delete' | 'export' | null>(null);
  const action = useAction();
  const { done, run, stop } = useExport(of);
  const [anchored] = useAsk('recording/anchored', {}, ['ledger', 'outbox']);
  const isOnLedger =
    anchored.state === 'ready' &&
    anchored.value.some((one) => one.recording === recording && one.state !== 'refused');
  const rename = (): void =>
    action.run(async () => void (await ask('recording/rename', { recording, title })));
  const remove = (): void =>
    action.run(async () => {
      await ask('recording/delete', { recording });
      onGone();
    });
  const leave = (): void => {
    setSure(null);
    action.run(run);
  };
  return (
    <Stack spacing={1}>
      <Stack direction="row" spacing={1}>
        <TextField
          size="small"
          fullWidth
          label={t('recording.title')}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
          slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
        />
        <Button disabled={action.busy || title.trim() === of.title} onClick={rename}>
          {t('recording.rename')}
        </Button>
        <Button disabled={action.busy} onClick={() => setSure('export')}>
          {t('recording.export')}
        </Button>
        <Button color="error" disabled={action.busy} onClick={() => setSure('delete')}>
          {t('recording.delete')}
        </Button>
      </Stack>
      <GiveRecording of={of} />
      {sure !== null && (
        <Alert
          severity="warning"
          action={
            <>
              <Button size="small" onClick={sure === 'delete' ? remove : leave} sx={{ mr: 1 }}>
                {t(sure === 'delete' ? 'recording.deleteSure' : 'recording.exportSure')}
              </Button>
              <Button size="small" onClick={() => setSure(null)}>
                {t('recording.cancel')}
              </Button>
            </>
          }
        >
          {t(warningOf(sure, of, isOnLedger), { doctor: named(of.other.name, language) })}
        </Alert>
      )}
      {done !== null && (
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <LinearProgress
            variant="determinate"
            value={done}
            aria-label={t('recording.exporting')}
            sx={{ flexGrow: 1 }}
          />
          <Button size="small" onClick={stop}>
            {t('recording.cancel')}
          </Button>
        </Stack>
      )}
      <ErrorNote error={action.error} />
    </Stack>
  );
}

/** Of one that stands on the ledger the hospitals have all of it, with its key; the other doctor may have it, too. */
function warningOf(sure: 'delete' | 'export', { given, isOfOther }: RecordingView, isOnLedger: boolean) {
  if (sure === 'export') return 'recording.exportWarning';
  if (isOnLedger) return 'ledgerRecording.deleteHere';
  // On its way some of it is there already, or will be.
  return isOfOther || given !== null ? 'recording.deleteHere' : 'recording.deleteWarning';
}

/** One file of it, where the doctor says; in percent while it is made. */
function useExport({ began, durationMs, recording, sides }: RecordingView) {
  const [done, setDone] = useState<number | null>(null);
  const giveUp = useRef(new AbortController());
  const run = async (): Promise<void> => {
    const file = await leavingFile(`consult-${new Date(began).toISOString().slice(0, 10)}.webm`);
    if (file === null) return;
    giveUp.current = new AbortController();
    const { signal } = giveUp.current;
    setDone(0);
    let isWhole = false;
    try {
      const { exportRecording } = await import('./exportRecording.ts');
      const all = sides.map(({ segments, side }): ExportedSide & { readonly side: string } => ({
        side,
        segments,
        fetch: async (index) =>
          new Uint8Array((await ask('recording/segment', { recording, side, index })).bytes),
      }));
      await exportRecording({
        pictures: all.filter(({ segments }) =>
          segments.some(({ contentType }) => contentType.startsWith('video/')),
        ),
        sound: all.find(({ side }) => side === 'mixed') ?? null,
        durationMs,
        write: async (position, bytes) => file.write(position, bytes),
        progress: (ms) => setDone((100 * ms) / durationMs),
        signal,
      });
      isWhole = true;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      setDone(null);
      await file.end(isWhole);
    }
  };
  return { done, run, stop: () => giveUp.current.abort() };
}
