import { Button, Checkbox, FormControlLabel, Paper, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { ColleagueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { languageNames, longDuration, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { wordFor } from '../../i18n/words.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

type Wanted = ArgsOf<'dialogue/colleagues'>;

/** What was quicker is not told apart. */
const MINUTE_MS = 60_000;

/** The doctors of the whole ledger; one of them is asked. */
export function FindColleague() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<Wanted>({ query: '' });
  const [found] = useAsk('dialogue/colleagues', wanted, ['ledger', 'dialogue']);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Stack spacing={1} component="section" aria-label={t('consults.find')}>
      <Typography variant="h2">{t('consults.find')}</Typography>
      <TextField
        size="small"
        label={t('consults.search')}
        value={wanted.query}
        onChange={(event) => setWanted({ ...wanted, query: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
      />
      <Filters wanted={wanted} onChange={setWanted} />
      <Answer of={found}>
        {(list) =>
          list.length === 0 ? (
            <Typography color="textSecondary">{t('consults.nobody')}</Typography>
          ) : (
            list.map((doctor) => (
              <Colleague
                key={doctor.id}
                doctor={doctor}
                isChosen={doctor.id === chosen}
                onChoose={(isChosen) => setChosen(isChosen ? doctor.id : null)}
              />
            ))
          )
        }
      </Answer>
    </Stack>
  );
}

interface FiltersProps {
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
}

/** By specialty, level, province, language and presence; what nobody has is not to be chosen. */
function Filters({ wanted, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [directory] = useAsk('dialogue/directory', {}, ['ledger', 'dialogue']);
  if (directory.state !== 'ready') return null;
  const { languages, provinces, specialties } = directory.value;
  const { grade, language: spoken, present, province, specialty, ...rest } = wanted;
  const change = (to: Omit<Wanted, 'query'>): void =>
    onChange({
      ...rest,
      ...Object.fromEntries(
        Object.entries({ grade, language: spoken, present, province, specialty, ...to }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    });
  const any = ['', t('directory.any')] as const;
  const half = { flexGrow: 1, minWidth: 0, flexBasis: 120, width: 120 };
  return (
    <>
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
        <Choice
          margin="none"
          sx={half}
          label={t('directory.specialty')}
          value={specialty ?? ''}
          options={[any, ...specialties.map((name) => [name, name] as const)]}
          onChange={(name) => change({ specialty: name === '' ? undefined : name })}
        />
        <Choice
          margin="none"
          sx={half}
          label={t('directory.grade')}
          value={grade ?? ''}
          options={[
            any,
            ['physician', t('directory.grades.physician')],
            ['assistant', t('directory.grades.assistant')],
          ]}
          onChange={(chosen) => change({ grade: chosen === '' ? undefined : chosen })}
        />
        <Choice
          margin="none"
          sx={half}
          label={t('directory.province')}
          value={province ?? ''}
          options={[any, ...provinces.map((code) => [code, wordFor('province', code, language)] as const)]}
          onChange={(code) => change({ province: code === '' ? undefined : code })}
        />
        {languages.length > 0 && (
          <Choice
            margin="none"
            sx={half}
            label={t('profile.filter')}
            value={spoken ?? ''}
            options={[any, ...languages.map((code) => [code, languageNames([code], language)] as const)]}
            onChange={(code) => change({ language: code === '' ? undefined : code })}
          />
        )}
      </Stack>
      <FormControlLabel
        label={t('directory.onlyPresent')}
        control={
          <Checkbox
            checked={present === true}
            onChange={(_, checked) => change({ present: checked ? true : undefined })}
          />
        }
      />
      <Typography variant="caption" color="textSecondary">
        {t('directory.byLicence')}
      </Typography>
    </>
  );
}

interface ColleagueProps {
  readonly doctor: ColleagueView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Colleague({ doctor, isChosen, onChoose }: ColleagueProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const action = useAction();
  const { busy, error } = action;
  const { id, blocked } = doctor;
  const send = (): void =>
    action.run(async () => {
      await ask('dialogue/ask', { to: id, reason, subject: null });
      setReason('');
      onChoose(false);
    });
  return (
    <Paper sx={{ p: 1.5 }}>
      <Typography>
        {named(doctor.name, language)} · {named(doctor.institution, language)}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {[doctor.specialty, ...licenceOf(doctor), spokenBy(doctor), presenceOf(doctor)]
          .filter((part) => part !== '')
          .join(' · ')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {doctor.answersIn === null
          ? t('directory.noExperience')
          : doctor.answersIn < MINUTE_MS
            ? t('directory.answersAtOnce')
            : t('directory.answersIn', { time: longDuration(doctor.answersIn, language) })}
      </Typography>
      {isChosen && (
        <TextField
          fullWidth
          size="small"
          sx={{ mt: 1 }}
          label={t('consults.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
        />
      )}
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button
          variant={isChosen ? 'contained' : 'outlined'}
          disabled={busy || blocked}
          onClick={isChosen ? send : () => onChoose(true)}
        >
          {t('consults.ask')}
        </Button>
        <Button
          disabled={busy}
          onClick={() =>
            action.run(async () => void (await ask('dialogue/block', { doctor: id, blocked: !blocked })))
          }
        >
          {blocked ? t('consults.unblock') : t('consults.block')}
        </Button>
      </Stack>
    </Paper>
  );

  function licenceOf({ grade, province }: ColleagueView): readonly string[] {
    return [
      ...(grade === null ? [] : [t(`directory.grades.${grade}`)]),
      ...(province === null ? [] : [wordFor('province', province, language)]),
    ];
  }

  function spokenBy({ languages }: ColleagueView): string {
    return languages.length === 0
      ? ''
      : t('profile.spoken', { languages: languageNames(languages, language) });
  }

  function presenceOf({ present }: ColleagueView): string {
    if (present === null) return t('consults.unknown');
    return present ? t('consults.present') : t('consults.absent');
  }
}
