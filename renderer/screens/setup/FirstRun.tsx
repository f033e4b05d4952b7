import {
  Alert,
  Box,
  Button,
  Divider,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../parts/Entry.tsx';
import { RestoreForm } from '../restore/RestoreForm.tsx';
import { Demonstration } from './Demonstration.tsx';
import { Institution } from './Institution.tsx';
import { Join } from './Join.tsx';

const WAYS = ['demonstration', 'institution', 'join', 'restore'] as const;
type Way = (typeof WAYS)[number];

interface FirstRunProps {
  /** A set-up was begun here and did not come to its end. */
  readonly interrupted: boolean;
  readonly onReady: () => void;
}

/** First run: nothing is here yet. What is this computer to be? */
export function FirstRun({ interrupted, onReady }: FirstRunProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('demonstration');
  const [begun, setBegun] = useState(false);
  if (begun && way === 'join') return <Join onBack={() => setBegun(false)} onReady={onReady} />;
  if (begun) return <Institution onBack={() => setBegun(false)} onReady={onReady} />;
  return (
    <Entry title={t('setup.title')} width={640}>
      {interrupted && (
        <Alert severity="warning" sx={{ mb: 1 }}>
          {t('firstRun.interrupted')}
        </Alert>
      )}
      <Ways way={way} onWay={setWay} />
      <Divider sx={{ my: 2 }} />
      {way === 'demonstration' && <Demonstration onReady={onReady} />}
      {way === 'institution' && (
        <>
          <Typography sx={{ mb: 2 }}>{t('firstRun.needed')}</Typography>
          <Button variant="contained" fullWidth onClick={() => setBegun(true)}>
            {t('firstRun.begin')}
          </Button>
        </>
      )}
      {way === 'join' && (
        <>
          <Typography sx={{ mb: 2 }}>{t('join.needed')}</Typography>
          <Button variant="contained" fullWidth onClick={() => setBegun(true)}>
            {t('join.begin')}
          </Button>
        </>
      )}
      {way === 'restore' && <RestoreForm onDone={onReady} />}
    </Entry>
  );
}

function Ways({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }) {
  const { t } = useTranslation();
  return (
    <FormControl>
      <FormLabel id="first-run" sx={{ mb: 1 }}>
        {t('firstRun.question')}
      </FormLabel>
      <RadioGroup
        aria-labelledby="first-run"
        value={way}
        onChange={(_, value) => onWay(WAYS.find((one) => one === value) ?? way)}
      >
        {WAYS.map((one) => (
          <FormControlLabel
            key={one}
            value={one}
            control={<Radio />}
            sx={{ mb: 0.5 }}
            label={
              <Box>
                <Typography sx={{ fontWeight: 600 }}>{t(`firstRun.ways.${one}.title`)}</Typography>
                <Typography variant="body2" color="textSecondary">
                  {t(`firstRun.ways.${one}.hint`)}
                </Typography>
              </Box>
            }
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
