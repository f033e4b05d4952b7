import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  List,
  ListItem,
  Stack,
  Typography,
} from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import type { ScannedFile } from '../../../src/workstation/api/scanner.ts';
import { ask, chooseScannerFolder } from '../../client/core.ts';
import { dateTime } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Thumbnail } from '../thumbnails/Thumbnail.tsx';

interface ScannerDialogProps {
  readonly visit: string;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}

/** How often the folder is looked into while it is shown; ms. */
const LOOK_MS = 2_000;

/** The newest files of the hospital's scanner: those that are wanted come into the note; originals go when they were sent. */
export function ScannerDialog({ visit, onTaken, onClose }: ScannerDialogProps) {
  const { t } = useTranslation();
  const [folder, reloadFolder] = useAsk('scanner/folder', {});
  const [files, reload] = useAsk('scanner/list', {});
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const taking = useAction();
  const choosing = useAction();
  useEffect(() => {
    const timer = window.setInterval(reload, LOOK_MS);
    return () => window.clearInterval(timer);
  }, [reload]);
  const take = (): void =>
    taking.run(async () => {
      for (const name of wanted) {
        await ask('scanner/take', { visit, name });
        setWanted((before) => before.filter((one) => one !== name));
        onTaken();
      }
      onClose();
    });
  const choose = (): void =>
    choosing.run(async () => {
      if (!(await chooseScannerFolder())) return;
      setWanted([]);
      reloadFolder();
      reload();
    });
  const name = folder.state === 'ready' ? folder.value.name : null;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="scanner">
      <DialogTitle id="scanner">{t('media.scanner.title')}</DialogTitle>
      <DialogContent sx={{ minHeight: 240 }}>
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
          <Typography variant="body2" sx={{ flexGrow: 1 }}>
            {name === null ? t('media.scanner.none') : t('media.scanner.folder')}{' '}
            <Box component="article" sx={{ display: 'inline' }}>
              {name}
            </Box>
          </Typography>
          <Button size="small" onClick={choose} disabled={choosing.busy}>
            {t('media.scanner.choose')}
          </Button>
        </Stack>
        <ErrorNote error={taking.error ?? choosing.error} />
        {name !== null && (
          <Answer of={files}>
            {(list) => (
              <Files files={list} visit={visit} wanted={wanted} onWanted={setWanted} onDeleted={reload} />
            )}
          </Answer>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button variant="contained" disabled={wanted.length === 0 || taking.busy} onClick={take}>
          {t('media.disc.take', { count: wanted.length })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface FilesProps {
  readonly files: readonly ScannedFile[];
  readonly visit: string;
  readonly wanted: readonly string[];
  readonly onWanted: (wanted: readonly string[]) => void;
  readonly onDeleted: () => void;
}

function Files({ files, visit, wanted, onWanted, onDeleted }: FilesProps) {
  const { t } = useTranslation();
  if (files.length === 0) return <Alert severity="info">{t('media.scanner.empty')}</Alert>;
  return (
    <List aria-label={t('media.scanner.files')} dense disablePadding>
      {files.map((file) => (
        <ListItem key={file.name} disablePadding sx={{ gap: 1 }}>
          <Checkbox
            checked={wanted.includes(file.name)}
            disabled={file.state === 'growing'}
            slotProps={{ input: { 'aria-label': file.name } }}
            onChange={(_, checked) =>
              onWanted(checked ? [...wanted, file.name] : wanted.filter((one) => one !== file.name))
            }
          />
          {file.state === 'growing' ? null : (
            <Thumbnail attachment={viewOf(file)} read={readScanned} holder={{ kind: 'draft', visit }} />
          )}
          <Box sx={{ flexGrow: 1, minWidth: 0 }}>
            <Typography component="article" noWrap title={file.name}>
              {file.name}
            </Typography>
            <Typography variant="caption" color="textSecondary">
              {dateTime(file.modified)} {file.state !== 'ready' && t(`media.scanner.state.${file.state}`)}
            </Typography>
          </Box>
          {file.state === 'sent' && <DeleteOriginal name={file.name} onDeleted={onDeleted} />}
        </ListItem>
      ))}
    </List>
  );
}

interface DeleteOriginalProps {
  readonly name: string;
  readonly onDeleted: () => void;
}

/** Asks once more: what is deleted in the hospital's folder does not come back. */
function DeleteOriginal({ name, onDeleted }: DeleteOriginalProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const deleting = useAction();
  const remove = (): void =>
    deleting.run(async () => {
      await ask('scanner/delete', { name });
      onDeleted();
    });
  return (
    <>
      <ErrorNote error={deleting.error} />
      <Button size="small" color="error" onClick={asked ? remove : () => setAsked(true)}>
        {t(asked ? 'media.scanner.surely' : 'media.scanner.delete')}
      </Button>
    </>
  );
}

async function readScanned({ title }: AttachmentView): Promise<Uint8Array> {
  return (await ask('scanner/read', { name: title })).bytes;
}

/** What a small picture of it is made from; what its name does not say keeps a symbol. */
function viewOf({ modified, name, size }: ScannedFile): AttachmentView {
  const isPdf = /\.pdf$/iu.test(name);
  return { id: modified, title: name, kind: isPdf ? 'pdf' : 'picture', contentType: '', size, place: null };
}
