import { Button, DialogActions, DialogContent } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../client/useAsk.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { Loading } from './Loading.tsx';

interface SigningFormProps {
  readonly action: Action;
  /** What has to be there before it can be signed. */
  readonly complete: boolean;
  readonly onSign: () => void;
  readonly onClose: () => void;
  /** Of the button that signs. */
  readonly commit: string;
  readonly color?: 'error' | 'primary' | 'warning';
  /** Of the button that leaves it; "close" where nothing is said. */
  readonly leave?: string;
  /** Beside the buttons. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** What a dialog asks before something is signed: once, however often it is pressed, and what went wrong above the buttons. */
export function SigningForm(props: SigningFormProps) {
  const { action, aside, children, color = 'primary', commit, complete, leave, onClose, onSign } = props;
  const { t } = useTranslation();
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !action.busy) onSign();
      }}
    >
      <DialogContent>
        {children}
        {action.busy && <Loading label={t('sign.signing')} />}
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions sx={{ px: 2 }}>
        {aside}
        <Button onClick={onClose}>{leave ?? t('common.close')}</Button>
        <Button type="submit" variant="contained" color={color} disabled={!complete || action.busy}>
          {commit}
        </Button>
      </DialogActions>
    </form>
  );
}
