import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { dateOnly, named } from '../../../client/format.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { wordFor } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { CaseImages } from './CaseImages.tsx';
import { ContactDialog } from './ContactDialog.tsx';
import { Results } from './Results.tsx';
import { factsOf } from './words.ts';

/** Whoever goes through a list with the arrows has not read each case that they passed. */
const SETTLED_MS = 300;
const TEXTS = [
  'abstract',
  'patient',
  'introduction',
  'findings',
  'timeline',
  'assessment',
  'intervention',
  'followUp',
  'discussion',
  'perspective',
  'keywords',
] as const;

type Opened = ResultOf<'library/open'>;

interface CaseViewProps {
  readonly name: string;
  /** Another case was chosen, among those that are like this one. */
  readonly onShown: (name: string) => void;
}

/** A case as its author published it, whom to ask about it, and cases like it. */
export function CaseView(props: CaseViewProps) {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSettled ? <OpenedCase {...props} /> : <Loading />;
}

function OpenedCase({ name, onShown }: CaseViewProps) {
  const { t } = useTranslation();
  const [opened] = useAsk('library/open', { case: name });
  const [similar] = useAsk('library/similar', { case: name }, ['library']);
  return (
    <Stack spacing={2}>
      <Answer of={opened}>{(value) => <Content name={name} of={value} />}</Answer>
      {similar.state === 'ready' && similar.value.length > 0 && (
        <Box component="section" aria-label={t('library.similar')}>
          <Typography variant="h3">{t('library.similar')}</Typography>
          <Results found={similar.value} shown={null} onShown={onShown} label={t('library.similar')} />
        </Box>
      )}
    </Stack>
  );
}

function Content({ name, of }: { readonly name: string; readonly of: Opened }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const facets = { ...of.facets, language: of.language };
  return (
    <Stack spacing={1.5}>
      <Typography variant="h2" lang={of.language}>
        <Box component="article">{of.texts.title === '' ? t('library.untitled') : of.texts.title}</Box>
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {factsOf({ facets }, language, t)}
        {of.facets.disease.length === 3 && (
          <>
            {' · '}
            <code>{of.facets.disease}</code>
          </>
        )}
        <br />
        {named(of.author, language)} · {named(of.institution, language)} · {dateOnly(of.published)}
        <br />
        {t('library.consented', {
          purposes: of.purposes
            .map((purpose) => wordFor('caseWord', `consent-${purpose}`, language))
            .join(' · '),
        })}
      </Typography>
      {of.doctor !== null && (
        <Box>
          <Button variant="outlined" onClick={() => setAsking(true)}>
            {t('library.contact')}
          </Button>
        </Box>
      )}
      {TEXTS.map((text) => of.texts[text] !== '' && <Text key={text} of={of} text={text} />)}
      {of.imagesAway && <Alert severity="info">{t('library.imagesAway')}</Alert>}
      <CaseImages name={name} title={of.texts.title} images={of.images} />
      {of.records.map((record, index) => (
        // Records have no name of their own, and their order is that of the case.
        <Record key={index} of={record} language={of.language} />
      ))}
      {isAsking && of.doctor !== null && (
        <ContactDialog
          to={of.doctor}
          name={named(of.author, language)}
          about={name}
          onClose={() => setAsking(false)}
        />
      )}
    </Stack>
  );
}

function Text({ of, text }: { readonly of: Opened; readonly text: (typeof TEXTS)[number] }) {
  const { t } = useTranslation();
  return (
    <Box component="section">
      <Typography variant="h3">{t(`library.text.${text}`)}</Typography>
      <Typography
        component="article"
        lang={of.language}
        sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {of.texts[text]}
      </Typography>
    </Box>
  );
}

function Record({
  of,
  language: written,
}: {
  readonly of: Opened['records'][number];
  readonly language: string;
}) {
  const language = useLanguage();
  return (
    <Box component="section">
      <Typography variant="h3">
        {named(of.title, language)} {of.date?.slice(0, 10) ?? ''}
      </Typography>
      <Box component="article" lang={written}>
        {of.sections.map(({ code, title, text }) => (
          <Typography key={code} variant="body2" sx={{ whiteSpace: 'pre-wrap' }}>
            <b>{named(title, language)}</b> {text}
          </Typography>
        ))}
        {of.entries.map(({ label, value }, index) => (
          <Typography key={index} variant="body2">
            {label} {value}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}
