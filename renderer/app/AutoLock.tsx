import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '../client/format.ts';
import { usePreferences } from '../client/preferences.ts';
import { useIdle } from '../client/useIdle.ts';
import { useLanguage } from './useLanguage.ts';

/** How long the warning stands before the session locks. */
const WARNING_MS = 30_000;

/** Locks a session nobody uses, after a warning that any key or touch takes back. Drafts are written first. */
export function AutoLock({ onLock }: { readonly onLock: () => void }) {
  const { lockMinutes } = usePreferences();
  const [warned, setWarned] = useState(false);
  const warn = useCallback(() => setWarned(true), []);
  useIdle(warned ? null : lockMinutes * 60_000 - WARNING_MS, warn);
  return warned ? <Warning onStay={() => setWarned(false)} onLock={onLock} /> : null;
}

function Warning({ onStay, onLock }: { readonly onStay: () => void; readonly onLock: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [end] = useState(() => Date.now() + WARNING_MS);
  const [left, setLeft] = useState(WARNING_MS);
  useEffect(() => {
    const timer = window.setInterval(() => {
      const now = end - Date.now();
      setLeft(Math.max(0, now));
      if (now > 0) return;
      window.clearInterval(timer);
      onLock();
    }, 1_000);
    return () => window.clearInterval(timer);
  }, [end, onLock]);
  return (
    <Dialog open onClose={onStay} onKeyDown={onStay} aria-labelledby="auto-lock">
      <DialogTitle id="auto-lock">{t('autoLock.title')}</DialogTitle>
      <DialogContent>
        <Typography>{t('autoLock.soon', { time: duration(Math.max(1_000, left), language) })}</Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={onLock}>{t('app.lock')}</Button>
        <Button variant="contained" autoFocus onClick={onStay}>
          {t('autoLock.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
