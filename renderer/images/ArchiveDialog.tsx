import Settings from '@mui/icons-material/Settings';
import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  LinearProgress,
  List,
  ListItem,
  ListItemButton,
  ListItemText,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../src/workstation/api.ts';
import type { SeriesView, StudyView } from '../../src/workstation/api/pacs.ts';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { ArchiveSettings } from './ArchiveSettings.tsx';
import { useTakingSeries } from './useTakingSeries.ts';

interface ArchiveDialogProps {
  readonly visit: string;
  readonly onTaken: () => void;
  readonly onClose: () => void;
}

type Asked = Omit<ArgsOf<'pacs/studies'>, 'visit'>;
const BY_BIRTH_DATE: Asked = { patientId: '', patientName: '', from: '', to: '', modality: '' };

/** What the image archive has of this patient: a study, its series, and those that are wanted in the note. */
export function ArchiveDialog({ visit, onTaken, onClose }: ArchiveDialogProps) {
  const { t } = useTranslation();
  const [settings, setSettings] = useState(false);
  const [known, reload] = useAsk('pacs/settings', {});
  const taking = useTakingSeries(visit, onTaken);
  const close = (): void => {
    taking.stop();
    onClose();
  };
  return (
    <Dialog open onClose={close} fullWidth maxWidth="md" aria-labelledby="archive">
      <DialogTitle id="archive" sx={{ display: 'flex', alignItems: 'center' }}>
        <span style={{ flexGrow: 1 }}>{t('pacs.title')}</span>
        <IconButton
          aria-label={t('pacs.settings')}
          title={t('pacs.settings')}
          onClick={() => setSettings(true)}
        >
          <Settings fontSize="small" />
        </IconButton>
      </DialogTitle>
      <DialogContent sx={{ minHeight: 320 }}>
        <Answer of={known}>
          {(archive) =>
            archive === null ? (
              <Alert
                severity="info"
                action={
                  <Button variant="text" onClick={() => setSettings(true)}>
                    {t('pacs.set')}
                  </Button>
                }
              >
                {t('pacs.notSet')}
              </Alert>
            ) : (
              <Studies key={archive.address} visit={visit} taking={taking} />
            )
          }
        </Answer>
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{t('common.close')}</Button>
      </DialogActions>
      {settings && (
        <ArchiveSettings
          onClose={() => {
            setSettings(false);
            reload();
          }}
        />
      )}
    </Dialog>
  );
}

type Taking = ReturnType<typeof useTakingSeries>;

function Studies({ visit, taking }: { readonly visit: string; readonly taking: Taking }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(BY_BIRTH_DATE);
  const [typed, setTyped] = useState(BY_BIRTH_DATE);
  const [studies] = useAsk('pacs/studies', { visit, ...asked });
  const [chosen, setChosen] = useState<StudyView | null>(null);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setChosen(null);
          setAsked(typed);
        }}
      >
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <TextField
            label={t('pacs.patientId')}
            value={typed.patientId}
            onChange={(event) => setTyped({ ...typed, patientId: event.target.value })}
          />
          <TextField
            label={t('pacs.patientName')}
            value={typed.patientName}
            onChange={(event) => setTyped({ ...typed, patientName: event.target.value })}
          />
          <TextField
            label={t('pacs.from')}
            type="date"
            value={typed.from}
            slotProps={{ inputLabel: { shrink: true } }}
            onChange={(event) => setTyped({ ...typed, from: event.target.value })}
          />
          <Button type="submit">{t('pacs.search')}</Button>
        </Stack>
      </form>
      <Typography variant="caption" color="textSecondary">
        {t('pacs.searchHint')}
      </Typography>
      <Answer of={studies}>
        {(list) =>
          list.length === 0 ? (
            <Typography sx={{ my: 2 }}>{t('pacs.none')}</Typography>
          ) : (
            <List aria-label={t('pacs.studies')} disablePadding sx={{ maxHeight: '34vh', overflow: 'auto' }}>
              {list.map((study) => (
                <Row key={study.uid} study={study} chosen={chosen?.uid === study.uid} onChoose={setChosen} />
              ))}
            </List>
          )
        }
      </Answer>
      {chosen !== null && <SeriesOf key={chosen.uid} study={chosen} taking={taking} />}
    </>
  );
}

interface RowProps {
  readonly study: StudyView;
  readonly chosen: boolean;
  readonly onChoose: (study: StudyView) => void;
}

function Row({ study, chosen, onChoose }: RowProps) {
  const { t } = useTranslation();
  const what = [study.date, study.modalities.join(' '), study.description].filter((text) => text !== '');
  const whose = [study.patientNames.join(' '), study.patientId].filter((text) => text !== '');
  return (
    <ListItem disablePadding>
      <ListItemButton selected={chosen} aria-pressed={chosen} onClick={() => onChoose(study)}>
        <ArchiveWords primary={what.join(' · ')} secondary={whose.join(' · ')} />
        <Typography variant="body2" color={study.patient === 'different' ? 'error' : 'textSecondary'}>
          {t(`pacs.patient.${study.patient}`)}
        </Typography>
      </ListItemButton>
    </ListItem>
  );
}

function SeriesOf({ study, taking }: { readonly study: StudyView; readonly taking: Taking }) {
  const { t } = useTranslation();
  const [series] = useAsk('pacs/series', { study: study.uid });
  const [wanted, setWanted] = useState<readonly SeriesView[]>([]);
  const toggle = (one: SeriesView): void =>
    setWanted(wanted.includes(one) ? wanted.filter((other) => other !== one) : [...wanted, one]);
  const { doing, error, taken } = taking;
  return (
    <>
      {study.patient === 'different' && <Alert severity="warning">{t('pacs.otherPatient')}</Alert>}
      <Answer of={series}>
        {(list) => (
          <List aria-label={t('pacs.series')} disablePadding sx={{ maxHeight: '24vh', overflow: 'auto' }}>
            {list.map((one) => (
              <ListItem key={one.uid} disablePadding>
                <ListItemButton role={undefined} onClick={() => toggle(one)}>
                  <Checkbox
                    edge="start"
                    checked={wanted.includes(one)}
                    tabIndex={-1}
                    slotProps={{ input: { 'aria-label': labelOf(one) } }}
                  />
                  <ArchiveWords
                    primary={labelOf(one)}
                    secondary={t('pacs.count', { count: one.instances })}
                  />
                </ListItemButton>
              </ListItem>
            ))}
          </List>
        )}
      </Answer>
      {doing !== null && (
        <>
          <Typography role="status">{t('pacs.taking', { done: doing.done + 1, of: doing.of })}</Typography>
          <LinearProgress
            variant="determinate"
            value={(100 * doing.done) / doing.of}
            aria-label={t('pacs.title')}
          />
        </>
      )}
      {doing === null && taken > 0 && <Alert severity="success">{t('pacs.taken', { count: taken })}</Alert>}
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button
          variant="contained"
          disabled={wanted.length === 0 || doing !== null}
          onClick={() => taking.take(study, wanted)}
        >
          {t('pacs.take')}
        </Button>
        {doing !== null && <Button onClick={taking.stop}>{t('pacs.stop')}</Button>}
      </Stack>
    </>
  );
}

/** What stands in the archive keeps its own language. */
function ArchiveWords(words: { readonly primary: string; readonly secondary: string }) {
  return (
    <Box component="article" sx={{ flexGrow: 1 }}>
      <ListItemText {...words} />
    </Box>
  );
}

function labelOf({ number, modality, description }: SeriesView): string {
  return [String(number), modality, description].filter((text) => text !== '').join(' · ');
}
