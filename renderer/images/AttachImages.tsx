import { Alert, Box, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useEffect, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { ask } from '../client/core.ts';
import { useAsk } from '../client/useAsk.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { AttachedImages } from './AttachedImages.tsx';
import { AttachMenu, type AttachSource } from './AttachMenu.tsx';
import { droppedFiles } from './dropped.ts';
import { HalfTaken } from './HalfTaken.tsx';
import { OtherPatient } from './OtherPatient.tsx';
import { SendingFiles } from './SendingFiles.tsx';
import { TakingProgress } from './TakingProgress.tsx';
import { offered, useTaking } from './useTaking.ts';

const CameraDialog = lazy(async () => ({
  default: (await import('../media/camera/CameraDialog.tsx')).CameraDialog,
}));

interface AttachImagesProps {
  readonly visit: string;
  readonly patient: string;
  /** Changes when the note was signed: what was attached went with it. */
  readonly round: number;
}

/** Images for the note: chosen, dropped or pasted; each is sealed as it comes, and one that is refused stops no other. */
export function AttachImages({ visit, patient, round }: AttachImagesProps) {
  const { t } = useTranslation();
  const [list, reload] = useAsk('attachment/list', { visit }, ['outbox']);
  const [source, setSource] = useState<AttachSource | null>(null);
  const [uploads, reloadUploads] = useAsk('attachment/uploads', { visit });
  const changed = useCallback(() => {
    reload();
    reloadUploads();
  }, [reload, reloadUploads]);
  const { doing, passedOver, refused, stop, take, takeAny } = useTaking(visit, changed);
  usePasting((files) => take(offered(files)));
  useEffect(reload, [round, reload]);
  const read = useCallback(
    async ({ id }: AttachmentView) =>
      (await ask('attachment/read', { of: { kind: 'draft', visit }, id })).bytes,
    [visit],
  );
  const attachments = list.state === 'ready' ? list.value : [];
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    droppedFiles(event.dataTransfer).then(
      (files) => takeAny(offered(files)),
      () => undefined,
    );
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
        <AttachMenu
          disabled={doing !== null}
          onFiles={(files) => take(offered(files))}
          onFolder={(files) => takeAny(offered(files))}
          onSource={setSource}
        />
        <Typography variant="caption" color="textSecondary">
          {t('images.hint')}
        </Typography>
        {doing !== null && <TakingProgress doing={doing} onStop={stop} />}
      </Stack>
      {doing === null && <HalfTaken visit={visit} uploads={uploads} onChanged={reloadUploads} />}
      <SendingFiles visit={visit} />
      <OtherPatient visit={visit} attachments={attachments} onChanged={reload} />
      {passedOver > 0 && <Alert severity="info">{t('images.passedOver', { count: passedOver })}</Alert>}
      {refused.map(({ error, name }) => (
        <Box key={name}>
          <Typography variant="body2">{name}</Typography>
          <ErrorNote error={error} />
        </Box>
      ))}
      {source === 'archive' && (
        <ArchiveDialog visit={visit} onTaken={reload} onClose={() => setSource(null)} />
      )}
      <Suspense>
        {source === 'camera' && (
          <CameraDialog onTaken={(taken) => take([taken])} onClose={() => setSource(null)} />
        )}
      </Suspense>
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
