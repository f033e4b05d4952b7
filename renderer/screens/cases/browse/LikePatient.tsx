import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../client/useAsk.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { CaseView } from './CaseView.tsx';
import { Results } from './Results.tsx';

/** Opens the cases that are like the patient of a visit; they are looked for on this machine. */
export function LikePatient({ visit }: { readonly visit: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" sx={{ mr: 1 }} onClick={() => setOpen(true)}>
        {t('library.likePatient')}
      </Button>
      {isOpen && <LikeDialog visit={visit} onClose={() => setOpen(false)} />}
    </>
  );
}

function LikeDialog({ visit, onClose }: { readonly visit: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [answer] = useAsk('library/like-patient', { visit });
  const [shown, setShown] = useState<string | null>(null);
  return (
    <Dialog open fullWidth maxWidth="lg" onClose={onClose} aria-labelledby="like-patient">
      <DialogTitle id="like-patient">{t('library.likePatient')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" color="textSecondary" sx={{ pb: 1 }}>
          {t('library.likePatientHint')}
        </Typography>
        <Answer of={answer}>
          {(found) =>
            found.length === 0 ? (
              <Typography>{t('library.nothingLike')}</Typography>
            ) : (
              <Box sx={{ display: 'flex', gap: 2, height: '60vh' }}>
                <Box sx={{ width: 400, flexShrink: 0, overflow: 'auto' }}>
                  <Results found={found} shown={shown} onShown={setShown} label={t('library.likePatient')} />
                </Box>
                <Box
                  role="region"
                  tabIndex={0}
                  aria-label={t('library.preview')}
                  sx={{ flexGrow: 1, minWidth: 0, overflow: 'auto' }}
                >
                  {shown === null ? (
                    <Typography color="textSecondary">{t('library.choose')}</Typography>
                  ) : (
                    <CaseView key={shown} name={shown} onShown={setShown} />
                  )}
                </Box>
              </Box>
            )
          }
        </Answer>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('library.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
