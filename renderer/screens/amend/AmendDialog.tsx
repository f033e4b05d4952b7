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
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import type { Amendment } from '../../../src/workstation/api/amend.ts';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { AttachImages } from '../../images/AttachImages.tsx';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Addition, type AmendFormProps } from './Addition.tsx';
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
  const [loaded] = useAsk('amend/load', { statement });
  const [attached, reloadAttached] = useAsk('attachment/list', { visit: statement });
  const brought = attached.state === 'ready' ? attached.value : [];
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
            <Answer of={loaded}>
              {(record) => (
                // What is attached below belongs to the forms' choice of images.
                <div onFocus={reloadAttached}>
                  <AmendForm kind={kind} record={record} brought={brought} busy={action.busy} onShow={show} />
                  <AttachImages visit={statement} patient={record.patientName ?? ''} round={0} />
                </div>
              )}
            </Answer>
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

interface FormOfProps extends AmendFormProps {
  readonly kind: Kind;
  readonly record: ResultOf<'amend/load'>;
  /** Images that the amendment brings. */
  readonly brought: readonly AttachmentView[];
}

function AmendForm({ kind, record, brought, ...form }: FormOfProps) {
  switch (kind) {
    case 'correction':
      return <Correction record={record} {...form} />;
    case 'result':
      return (
        <LateResult orders={record.orders} attachments={[...brought, ...record.attachments]} {...form} />
      );
    case 'addendum':
      return <Addition {...form} />;
  }
}
