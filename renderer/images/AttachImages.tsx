import AddPhotoAlternate from '@mui/icons-material/AddPhotoAlternate';
import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useEffect, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, asCoreError, type CoreError } from '../client/core.ts';
import { useAsk } from '../client/useAsk.ts';
import { ChooseFile } from '../parts/ChooseFile.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { AttachedImages } from './AttachedImages.tsx';

interface AttachImagesProps {
  readonly visit: string;
  readonly patient: string;
  /** Changes when the note was signed: what was attached went with it. */
  readonly round: number;
}

interface Refused {
  readonly name: string;
  readonly error: CoreError;
}

/** Images for the note: chosen, dropped or pasted; each is sealed as it comes, and one that is refused stops no other. */
export function AttachImages({ visit, patient, round }: AttachImagesProps) {
  const { t } = useTranslation();
  const [list, reload] = useAsk('attachment/list', { visit }, ['outbox']);
  const [archive, setArchive] = useState(false);
  const { doing, others, refused, take } = useTaking(visit, reload);
  usePasting(take);
  useEffect(reload, [round, reload]);
  const attachments = list.state === 'ready' ? list.value : [];
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  };
  return (
    <Box
      component="section"
      aria-label={t('images.attach')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      sx={{ border: 1, borderStyle: 'dashed', borderColor: 'divider', borderRadius: 1, p: 1, my: 1 }}
    >
      <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <ChooseFile
          label={t('images.files')}
          accept=".dcm,.jpg,.jpeg,.png,application/dicom,image/jpeg,image/png,*/*"
          multiple
          startIcon={<AddPhotoAlternate />}
          disabled={doing !== null}
          onFiles={take}
        >
          {t('images.choose')}
        </ChooseFile>
        <Button onClick={() => setArchive(true)}>{t('pacs.open')}</Button>
        <Typography variant="caption" color="textSecondary">
          {t('images.hint')}
        </Typography>
        {doing !== null && <Typography role="status">{t('images.adding', doing)}</Typography>}
      </Stack>
      {others.length > 0 && (
        <Alert severity="warning">{t('images.otherPatient', { names: others.join(', ') })}</Alert>
      )}
      {refused.map(({ error, name }) => (
        <Box key={name}>
          <Typography variant="body2">{name}</Typography>
          <ErrorNote error={error} />
        </Box>
      ))}
      {archive && <ArchiveDialog visit={visit} onTaken={reload} onClose={() => setArchive(false)} />}
      <AttachedImages
        attachments={attachments}
        visit={visit}
        of={{ kind: 'draft' }}
        patient={patient}
        onRemove={({ id }) => void ask('attachment/remove', { visit, id }).then(reload, reload)}
      />
    </Box>
  );
}

function useTaking(visit: string, reload: () => void) {
  const [doing, setDoing] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [others, setOthers] = useState<readonly string[]>([]);
  const take = (files: readonly File[]): void => {
    if (files.length === 0 || doing !== null) return;
    void takeAll(files);
  };
  return { doing, refused, others, take };

  async function takeAll(files: readonly File[]): Promise<void> {
    setRefused([]);
    setOthers([]);
    for (const [done, file] of files.entries()) {
      setDoing({ done, of: files.length });
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const { patient } = await ask('attachment/add', { visit, name: file.name.slice(-200), bytes });
        if (patient === 'different') setOthers((before) => [...before, file.name]);
      } catch (error) {
        setRefused((before) => [...before, { name: file.name, error: asCoreError(error) }]);
      }
    }
    setDoing(null);
    reload();
  }
}

/** A picture on the clipboard, wherever in the note it is pasted; text is pasted as ever. */
function usePasting(take: (files: readonly File[]) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  });
}
