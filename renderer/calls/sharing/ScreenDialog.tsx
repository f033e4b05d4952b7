import {
  Alert,
  Button,
  Card,
  CardActionArea,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  Typography,
} from '@mui/material';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asCoreError, type CoreError } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import type { CallConnection } from '../callConnection.ts';
import { openScreen, screens, type SharedScreen } from './screens.ts';

interface ScreenDialogProps {
  readonly connection: CallConnection;
  readonly onClose: () => void;
}

/** Which screen or window the colleague is to see; with a picture of each, since titles are much alike. */
export function ScreenDialog({ connection, onClose }: ScreenDialogProps) {
  const { t } = useTranslation();
  const { found, error } = useScreens();
  const action = useAction();
  const [isRefused, setRefused] = useState(false);
  const share = (id: string): void =>
    action.run(async () => {
      setRefused(false);
      const track = await openScreen(id);
      setRefused(track === null);
      if (track === null) return;
      await connection.share(track);
      onClose();
    });
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="share-screen">
      <DialogTitle id="share-screen">{t('screenShare.choose')}</DialogTitle>
      <DialogContent>
        <Alert severity="warning" sx={{ mb: 2 }}>
          {t('screenShare.care')}
        </Alert>
        <ErrorNote error={error ?? action.error} />
        {isRefused && <Alert severity="error">{t('screenShare.refused')}</Alert>}
        {found?.length === 0 && <Typography>{t('screenShare.none')}</Typography>}
        <Stack direction="row" useFlexGap sx={{ gap: 2, flexWrap: 'wrap' }}>
          {found?.map((screen, index) => (
            <Choice
              key={screen.id}
              screen={screen}
              name={screen.isWindow ? screen.name : t('screenShare.screen', { n: index + 1 })}
              disabled={action.busy}
              onChoose={() => share(screen.id)}
            />
          ))}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly screen: SharedScreen;
  readonly name: string;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

function Choice({ screen, name, disabled, onChoose }: ChoiceProps) {
  const address = useMemo(
    () => URL.createObjectURL(new Blob([new Uint8Array(screen.picture)], { type: 'image/png' })),
    [screen],
  );
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <Card variant="outlined" sx={{ width: 256 }}>
      <CardActionArea disabled={disabled} onClick={onChoose} aria-label={name} sx={{ fontFamily: 'inherit' }}>
        <img src={address} alt="" style={{ width: '100%', aspectRatio: '16 / 9', objectFit: 'contain' }} />
        <Typography noWrap sx={{ p: 1 }}>
          {name}
        </Typography>
      </CardActionArea>
    </Card>
  );
}

function useScreens() {
  const [found, setFound] = useState<readonly SharedScreen[] | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  useEffect(() => {
    let current = true;
    screens().then(
      (all) => current && setFound(all),
      (cause: unknown) => current && setError(asCoreError(cause)),
    );
    return () => {
      current = false;
    };
  }, []);
  return { found, error };
}
