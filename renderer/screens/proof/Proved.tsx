import { Alert, Box, Divider, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { ProvedRecord } from '../../../src/workstation/api/proof.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { errorText } from '../../client/errorText.ts';
import { dateTime, named } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';
import { Code } from '../../parts/ErrorNote.tsx';
import { HashText } from '../../parts/HashText.tsx';

/** What stands in the clinical part for a name that is in the identity part (records/identityPart.ts). */
const LEFT_OUT = /⟦\d+⟧/gu;

type Checked = ResultOf<'proof/check'>;

/** What a file proves, in plain words; and as plainly what it does not. */
export function Proved({ checked }: { readonly checked: Checked }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { failure } = checked;
  if (failure !== null)
    return (
      <Alert severity="error" variant="filled">
        <strong>{t('proofCheck.failed')}</strong> {errorText({ code: failure, detail: {} }, language)}{' '}
        <Code code={failure} />
      </Alert>
    );
  return (
    <Stack component="section" aria-label={t('proofCheck.result')} spacing={1}>
      <Alert severity="success">{t('proofCheck.holds')}</Alert>
      {checked.expected !== 'not-given' && (
        <Alert severity={checked.expected === 'same' ? 'success' : 'error'}>
          {t(`proofCheck.expected.${checked.expected}`)}
        </Alert>
      )}
      <Alert severity={checked.network === 'this' ? 'success' : 'warning'}>
        {t(`proofCheck.network.${checked.network}`)}
      </Alert>
      {checked.provedBy !== null && (
        <Typography>
          {t(checked.complete ? 'proofCheck.complete' : 'proofCheck.partial', {
            time: dateTime(checked.provedBy.time),
          })}
        </Typography>
      )}
      {checked.records.map((record) => (
        <Record key={record.statement} record={record} />
      ))}
      <Divider />
      <Typography variant="body2" color="textSecondary">
        {t('proofCheck.nobody')}
      </Typography>
      <Hashes checked={checked} />
    </Stack>
  );
}

function Record({ record }: { readonly record: ProvedRecord }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { text } = record;
  return (
    <Box component="section" sx={{ borderLeft: 3, borderColor: 'divider', pl: 1.5 }}>
      <Typography sx={{ fontWeight: 600 }}>
        {t('proofCheck.signed', {
          author: named(record.author, language),
          institution: named(record.institution, language),
          kind: wordFor('kind', record.kind, language),
          time: dateTime(record.time),
        })}
      </Typography>
      <Typography>
        {t('proofCheck.stands', { height: record.height, time: dateTime(record.blockTime) })}{' '}
        {t(`proofCheck.consent.${record.consent}`)}
      </Typography>
      {text === null ? (
        <Typography color="textSecondary">{t('proofCheck.withoutText')}</Typography>
      ) : (
        <article aria-label={named(text.title, language)}>
          {text.sections.map((section, index) => (
            <Box key={index} sx={{ mt: 0.5 }}>
              <Typography variant="caption" component="h4" sx={{ m: 0, color: 'text.secondary' }}>
                {named(section.title, language)}
              </Typography>
              <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {section.text.replaceAll(LEFT_OUT, t('proofCheck.name'))}
              </Typography>
            </Box>
          ))}
          {text.entries.map((entry, index) => (
            <Typography key={index} variant="body2">
              {wordFor('resource', entry.type, language)} {entry.label} {entry.value}
            </Typography>
          ))}
        </article>
      )}
    </Box>
  );
}

/** For who compares by eye: the file itself, and the beginning of the network that all of it hangs on. */
function Hashes({ checked: { sha256, genesisHash } }: { readonly checked: Checked }) {
  const { t } = useTranslation();
  return (
    <Typography variant="body2">
      {t('proofCheck.fileHash')} <HashText hash={sha256} what={t('proofCheck.fileHash')} />
      {genesisHash !== null && (
        <>
          {' · '}
          {t('proofCheck.genesis')} <HashText hash={genesisHash} what={t('proofCheck.genesis')} />
        </>
      )}
    </Typography>
  );
}
