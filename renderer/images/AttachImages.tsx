import AddPhotoAlternate from '@mui/icons-material/AddPhotoAlternate';
import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useCallback, useEffect, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { ask, asCoreError, type CoreError } from '../client/core.ts';
import { useAsk } from '../client/useAsk.ts';
import { ChooseFile } from '../parts/ChooseFile.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { AttachedImages } from './AttachedImages.tsx';
import { droppedFiles } from './dropped.ts';
import { OtherPatient } from './OtherPatient.tsx';

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
  const { doing, passedOver, refused, take, takeAny } = useTaking(visit, reload);
  usePasting(take);
  useEffect(reload, [round, reload]);
  const read = useCallback(
    async ({ id }: AttachmentView) =>
      (await ask('attachment/read', { of: { kind: 'draft', visit }, id })).bytes,
    [visit],
  );
  const attachments = list.state === 'ready' ? list.value : [];
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    droppedFiles(event.dataTransfer).then(takeAny, () => undefined);
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
        <ChooseFile
          label={t('images.folderFiles')}
          accept=""
          folder
          disabled={doing !== null}
          onFiles={takeAny}
        >
          {t('images.folder')}
        </ChooseFile>
        <Typography variant="caption" color="textSecondary">
          {t('images.hint')}
        </Typography>
        {doing !== null && <Typography role="status">{t('images.adding', doing)}</Typography>}
      </Stack>
      <OtherPatient visit={visit} attachments={attachments} onChanged={reload} />
      {passedOver > 0 && <Alert severity="info">{t('images.passedOver', { count: passedOver })}</Alert>}
      {refused.map(({ error, name }) => (
        <Box key={name}>
          <Typography variant="body2">{name}</Typography>
          <ErrorNote error={error} />
        </Box>
      ))}
      {archive && <ArchiveDialog visit={visit} onTaken={reload} onClose={() => setArchive(false)} />}
      <AttachedImages
        attachments={attachments}
        read={read}
        holder={{ kind: 'draft', visit }}
        patient={patient}
        onRemove={({ id }) => void ask('attachment/remove', { visit, id }).then(reload, reload)}
      />
    </Box>
  );
}

function useTaking(visit: string, reload: () => void) {
  const [doing, setDoing] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [passedOver, setPassedOver] = useState(0);
  const start = (files: readonly File[], isFolder: boolean): void => {
    if (files.length > 0 && doing === null) void takeAll(files, isFolder);
  };
  return {
    doing,
    refused,
    passedOver,
    /** Files that were chosen one by one: each that is no image is named. */
    take: (files: readonly File[]) => start(files, false),
    /** What a folder holds: what is no image of it is counted. */
    takeAny: (files: readonly File[]) => start(files, files.length > 1),
  };

  async function takeAll(files: readonly File[], isFolder: boolean): Promise<void> {
    setRefused([]);
    setPassedOver(0);
    for (const [done, file] of files.entries()) {
      setDoing({ done, of: files.length });
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        await ask('attachment/add', { visit, name: file.name.slice(-200), bytes });
      } catch (cause) {
        const error = asCoreError(cause);
        if (isFolder && error.code === 'attachment-kind') setPassedOver((before) => before + 1);
        else setRefused((before) => [...before, { name: file.name, error }]);
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
