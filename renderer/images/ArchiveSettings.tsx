import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf, ResultOf } from '../../src/workstation/api.ts';
import { ask } from '../client/core.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { Loading } from '../parts/Loading.tsx';
import { SecretInput } from '../parts/SecretInput.tsx';

type Known = ResultOf<'pacs/settings'>;

/** Where the hospital's image archive is, tried before it is kept. */
export function ArchiveSettings({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [known] = useAsk('pacs/settings', {});
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="archive-settings">
      <DialogTitle id="archive-settings">{t('pacs.settings')}</DialogTitle>
      <Answer of={known}>{(value) => <Form known={value} onClose={onClose} />}</Answer>
    </Dialog>
  );
}

function Form({ known, onClose }: { readonly known: Known; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [archive, setArchive] = useState<ArgsOf<'pacs/save'>>({
    address: known?.address ?? '',
    userName: known?.userName ?? '',
    password: known?.hasPassword === true ? null : '',
    authority: known?.authority ?? '',
  });
  const [tried, setTried] = useState<ResultOf<'pacs/test'> | null>(null);
  const test = useAction();
  const save = useAction();
  const change = (part: Partial<ArgsOf<'pacs/save'>>): void => {
    setTried(null);
    setArchive({ ...archive, ...part });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.run(async () => {
          await ask('pacs/save', archive);
          onClose();
        });
      }}
    >
      <DialogContent>
        <TextField
          label={t('pacs.address')}
          value={archive.address}
          autoFocus
          placeholder="https://…/dicom-web"
          helperText={t('pacs.addressHint')}
          onChange={(event) => change({ address: event.target.value })}
        />
        <TextField
          label={t('pacs.userName')}
          value={archive.userName}
          slotProps={{ htmlInput: { autoComplete: 'off' } }}
          onChange={(event) => change({ userName: event.target.value })}
        />
        <SecretInput
          label={t('pacs.password')}
          value={archive.password ?? ''}
          helperText={archive.password === null ? t('pacs.passwordKept') : undefined}
          onChange={(password) => change({ password })}
        />
        <TextField
          label={t('pacs.authority')}
          value={archive.authority}
          multiline
          minRows={2}
          maxRows={5}
          helperText={t('pacs.authorityHint')}
          onChange={(event) => change({ authority: event.target.value })}
        />
        {test.busy && <Loading label={t('pacs.testing')} />}
        {tried !== null && <Alert severity="success">{t('pacs.answers')}</Alert>}
        {archive.address.trim().startsWith('http:') && <Alert severity="warning">{t('pacs.plain')}</Alert>}
        <ErrorNote error={test.error ?? save.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={() => test.run(async () => setTried(await ask('pacs/test', archive)))}>
          {t('pacs.test')}
        </Button>
        <Button onClick={onClose}>{t('common.back')}</Button>
        <Button type="submit" variant="contained" disabled={save.busy}>
          {t('pacs.save')}
        </Button>
      </DialogActions>
    </form>
  );
}
