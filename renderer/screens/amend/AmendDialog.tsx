import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { Amendment } from '../../../src/workstation/api/amend.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Addition } from './Addition.tsx';
import { AmendPreview } from './AmendPreview.tsx';
import { Correction } from './Correction.tsx';
import { LateResult } from './LateResult.tsx';

const KINDS = ['addendum', 'result', 'correction'] as const;
type Kind = (typeof KINDS)[number];

interface AmendDialogProps {
  readonly statement: string;
  readonly onClose: () => void;
}

/** Adds to or corrects a record of one's own: written, read through as it will be signed, then signed. */
export function AmendDialog({ statement, onClose }: AmendDialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('addendum');
  const [preview, setPreview] = useState<ResultOf<'amend/preview'> | null>(null);
  const action = useAction();
  const show = (amendment: Amendment): void =>
    action.run(async () => setPreview(await ask('amend/preview', { statement, amendment })));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="amend">
      <DialogTitle id="amend">{t('amend.title')}</DialogTitle>
      {preview === null ? (
        <>
          <DialogContent dividers>
            <ToggleButtonGroup
              exclusive
              size="small"
              value={kind}
              aria-label={t('amend.kind')}
              onChange={(_, value: Kind | null) => value !== null && setKind(value)}
            >
              {KINDS.map((each) => (
                <ToggleButton key={each} value={each}>
                  {t(`amend.${each}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <Alert severity="info" sx={{ my: 1 }}>
              {t(`amend.hint.${kind}`)}
            </Alert>
            {kind === 'correction' ? (
              <Correction statement={statement} busy={action.busy} onShow={show} />
            ) : kind === 'result' ? (
              <LateResult statement={statement} busy={action.busy} onShow={show} />
            ) : (
              <Addition busy={action.busy} onShow={show} />
            )}
            <ErrorNote error={action.error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.close')}</Button>
            <Button type="submit" form="amend-form" variant="contained" disabled={action.busy}>
              {t('amend.show')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <AmendPreview
          statement={statement}
          preview={preview}
          onBack={() => setPreview(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
