import Mic from '@mui/icons-material/Mic';
import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useEffect, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { ask } from '../client/core.ts';
import { useAsk } from '../client/useAsk.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { AttachedImages } from './AttachedImages.tsx';
import { AttachMenu, type AttachSource } from './AttachMenu.tsx';
import { DiscDialog, type Disc } from './DiscDialog.tsx';
import { directoryOf } from './discFiles.ts';
import { droppedFiles } from './dropped.ts';
import { HalfTaken } from './HalfTaken.tsx';
import { OtherPatient } from './OtherPatient.tsx';
import { SendingFiles } from './SendingFiles.tsx';
import { TakingProgress } from './TakingProgress.tsx';
import { offered, useTaking, type Offered } from './useTaking.ts';

const ScannerDialog = lazy(async () => ({
  default: (await import('../media/scanner/ScannerDialog.tsx')).ScannerDialog,
}));
const CameraDialog = lazy(async () => ({
  default: (await import('../media/camera/CameraDialog.tsx')).CameraDialog,
}));

/** Refusals that are shown one by one. */
const SHOWN = 10;

interface AttachImagesProps {
  readonly visit: string;
  readonly patient: string;
  /** Changes when the note was signed: what was attached went with it. */
  readonly round: number;
  /** In a dialogue, whose id `visit` is then, it is called otherwise, and a voice note is one more way. */
  readonly inDialogue?: boolean;
  /** Below what is attached. */
  readonly footer?: (attachments: readonly AttachmentView[]) => ReactNode;
}

/** Images for the note: chosen, dropped or pasted; each is sealed as it comes, and one that is refused stops no other. */
export function AttachImages({ visit, patient, round, inDialogue = false, footer }: AttachImagesProps) {
  const { t } = useTranslation();
  const [list, reload] = useAsk('attachment/list', { visit }, ['outbox']);
  const [source, setSource] = useState<AttachSource | null>(null);
  const [uploads, reloadUploads] = useAsk('attachment/uploads', { visit });
  const changed = useCallback(() => {
    reload();
    reloadUploads();
  }, [reload, reloadUploads]);
  const { doing, passedOver, refused, stop, take, takeAny } = useTaking(visit, changed);
  const [disc, setDisc] = useState<Disc | null>(null);
  const takeFolder = (files: readonly Offered[]): void => {
    const directory = directoryOf(files);
    if (directory === null || files.length === 1) takeAny(files);
    else setDisc({ directory, files });
  };
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
    droppedFiles(event.dataTransfer).then(takeFolder, () => undefined);
  };
  return (
    <Box
      component="section"
      aria-label={t(inDialogue ? 'given.attach' : 'images.attach')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      sx={{ border: 1, borderStyle: 'dashed', borderColor: 'divider', borderRadius: 1, p: 1, my: 1 }}
    >
      <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <AttachMenu
          onFiles={(files) => take(offered(files))}
          onFolder={(files) => takeFolder(offered(files))}
          onSource={setSource}
          withoutArchive={inDialogue}
        />
        {inDialogue && (
          <Button startIcon={<Mic />} onClick={() => setSource('voice')}>
            {t('given.voice')}
          </Button>
        )}
        <Typography variant="caption" color="textSecondary">
          {t(inDialogue ? 'given.hint' : 'images.hint')}
        </Typography>
        {doing !== null && <TakingProgress doing={doing} onStop={stop} />}
      </Stack>
      {doing === null && <HalfTaken visit={visit} uploads={uploads} onChanged={reloadUploads} />}
      <SendingFiles visit={visit} />
      <OtherPatient visit={visit} attachments={attachments} onChanged={reload} />
      {passedOver > 0 && <Alert severity="info">{t('images.passedOver', { count: passedOver })}</Alert>}
      {refused.slice(0, SHOWN).map(({ error, name }, index) => (
        <Box key={`${String(index)} ${name}`}>
          <Typography variant="body2">{name}</Typography>
          <ErrorNote error={error} />
        </Box>
      ))}
      {refused.length > SHOWN && (
        <Alert severity="warning">{t('media.disc.more', { count: refused.length - SHOWN })}</Alert>
      )}
      {disc !== null && (
        <DiscDialog visit={visit} disc={disc} onTake={takeAny} onClose={() => setDisc(null)} />
      )}
      <SourceDialog
        source={source}
        visit={visit}
        onReload={reload}
        onTake={take}
        onClose={() => setSource(null)}
      />
      <AttachedImages
        attachments={attachments}
        read={read}
        holder={{ kind: 'draft', visit }}
        patient={patient}
        onRemove={({ id }) => void ask('attachment/remove', { visit, id }).then(reload, reload)}
      />
      {footer?.(attachments)}
    </Box>
  );
}

interface SourceDialogProps {
  readonly source: AttachSource | null;
  readonly visit: string;
  readonly onReload: () => void;
  readonly onTake: (files: readonly Offered[]) => void;
  readonly onClose: () => void;
}

function SourceDialog({ source, visit, onReload, onTake, onClose }: SourceDialogProps) {
  return (
    <Suspense>
      {source === 'archive' && <ArchiveDialog visit={visit} onTaken={onReload} onClose={onClose} />}
      {source === 'scanner' && <ScannerDialog visit={visit} onTaken={onReload} onClose={onClose} />}
      {(source === 'camera' || source === 'voice') && (
        <CameraDialog
          first={source === 'voice' ? 'voice' : 'photo'}
          onTaken={(taken) => onTake([taken])}
          onClose={onClose}
        />
      )}
    </Suspense>
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
