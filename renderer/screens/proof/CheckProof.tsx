import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { proofFileIn } from '../../client/pdf.ts';
import { useAction } from '../../client/useAsk.ts';
import { ChooseFile } from '../../parts/ChooseFile.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { Proved } from './Proved.tsx';

interface Brought {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Checks a proof file, or a PDF that has one attached: without account, node or ledger. */
export function CheckProof({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [brought, setBrought] = useState<Brought | null>(null);
  const [code, setCode] = useState('');
  const [checked, setChecked] = useState<ResultOf<'proof/check'> | null>(null);
  const action = useAction();
  const check = (file: Brought, expect: string): void => {
    setChecked(null);
    action.run(async () => {
      setChecked(await ask('proof/check', { file: file.bytes, expect: expect === '' ? null : expect }));
    });
  };
  const take = (file: File): void => {
    setChecked(null);
    setBrought(null);
    action.run(async () => {
      const found = { name: file.name, bytes: await proofFileIn(file) };
      setBrought(found);
      setChecked(await ask('proof/check', { file: found.bytes, expect: code === '' ? null : code }));
    });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="check-proof">
      <DialogTitle id="check-proof">{t('proofCheck.title')}</DialogTitle>
      <DialogContent dividers>
        <Stack spacing={1.5}>
          <Typography>{t('proofCheck.explain')}</Typography>
          <DropFile name={brought?.name ?? null} busy={action.busy} onFile={take} />
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (brought !== null) check(brought, code);
            }}
          >
            <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
              <TextField
                label={t('proofCheck.code')}
                helperText={t('proofCheck.codeHint')}
                value={code}
                onChange={(event) => setCode(event.target.value.trim())}
                slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off', maxLength: 200 } }}
              />
              <Button type="submit" sx={{ mt: 1 }} disabled={brought === null || code === '' || action.busy}>
                {t('proofCheck.compare')}
              </Button>
            </Stack>
          </form>
          {action.busy && <Loading />}
          <ErrorNote error={action.error} />
          {checked !== null && <Proved checked={checked} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

interface DropFileProps {
  readonly name: string | null;
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes one file, dropped or chosen. */
function DropFile({ name, busy, onFile }: DropFileProps) {
  const { t } = useTranslation();
  const takeFirst = ([file]: readonly File[]): void => {
    if (file !== undefined && !busy) onFile(file);
  };
  return (
    <Box
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        takeFirst([...event.dataTransfer.files]);
      }}
      sx={{ border: 2, borderStyle: 'dashed', borderColor: 'divider', borderRadius: 1, p: 2 }}
    >
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
        <ChooseFile
          label={t('proofCheck.file')}
          accept=".json,.pdf"
          variant="contained"
          disabled={busy}
          onFiles={takeFirst}
        >
          {t('proofCheck.choose')}
        </ChooseFile>
        {name === null ? (
          <Typography color="textSecondary">{t('proofCheck.drop')}</Typography>
        ) : (
          <Typography component="code" sx={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
        )}
      </Stack>
    </Box>
  );
}
