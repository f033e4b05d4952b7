import UploadFile from '@mui/icons-material/UploadFile';
import { Box, Button, Typography } from '@mui/material';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportFile } from '../../../src/workstation/api/imports.ts';
import { useAction } from '../../client/useAsk.ts';
import { ChooseFile } from '../../parts/ChooseFile.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { readFiles } from './files.ts';

interface FileDropProps {
  readonly files: readonly ImportFile[];
  readonly onFiles: (files: readonly ImportFile[]) => void;
  readonly disabled?: boolean;
}

/** Takes any number of files, dropped or chosen; those before them stay. */
export function FileDrop({ files, onFiles, disabled = false }: FileDropProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const action = useAction();
  const take = (chosen: readonly File[]): void => {
    if (chosen.length > 0 && !disabled)
      action.run(async () => onFiles([...files, ...(await readFiles(chosen))]));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    <Box
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        border: 1,
        borderStyle: 'dashed',
        borderColor: over ? 'primary.main' : 'divider',
        bgcolor: over ? 'action.hover' : 'transparent',
        borderRadius: 1,
        p: 1,
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <ChooseFile
          label={t('imports.files')}
          accept=".json,.ndjson,.hl7,.txt,application/json,application/fhir+json"
          multiple
          startIcon={<UploadFile />}
          disabled={disabled || action.busy}
          onFiles={take}
        >
          {t('imports.choose')}
        </ChooseFile>
        <Typography role="status">{t('imports.count', { count: files.length })}</Typography>
        {files.length > 0 && (
          <Button variant="text" disabled={disabled} onClick={() => onFiles([])}>
            {t('imports.remove')}
          </Button>
        )}
      </Box>
      <Typography variant="caption" color="textSecondary">
        {t('imports.hint')}
      </Typography>
      <ErrorNote error={action.error} />
    </Box>
  );
}
