import { Alert, Button, Stack, Table, TableBody, TableCell, TableRow } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { foundersOf, standing, type Founding, type Names } from './founding.ts';
import { SetupProgress } from './SetupProgress.tsx';

interface ReviewProps {
  readonly founding: Founding;
  readonly onBack: () => void;
  readonly onFounded: (founded: ResultOf<'setup/institution'>) => void;
}

/** Everything once more, since it stands on the ledger for good; then the institution is founded. */
export function Review({ founding, onBack, onFounded }: ReviewProps) {
  const { t } = useTranslation();
  const action = useAction();
  const people = foundersOf(founding);
  const found = (): void =>
    action.run(async () =>
      onFounded(
        await ask('setup/institution', {
          name: standing(founding.name),
          people: people.map(({ role, name, licence, specialty, ticket }) => ({
            ticket: ticket ?? '',
            role,
            name: standing(name),
            licence: licence.trim(),
            specialty: specialty.trim(),
          })),
        }),
      ),
    );
  return (
    <>
      <Table aria-label={t('founding.step.review')}>
        <TableBody>
          <TableRow>
            <TableCell component="th">{t('account.institution')}</TableCell>
            <TableCell>
              <BothNames name={founding.name} />
            </TableCell>
          </TableRow>
          {people.map(({ role, name, licence, specialty }) => (
            <TableRow key={role}>
              <TableCell component="th">{t(`role.${role}`)}</TableCell>
              <TableCell>
                <BothNames name={name} />
                {[licence.trim(), specialty.trim()].map((part) => part !== '' && ` · ${part}`)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Alert severity="info" sx={{ mt: 2 }}>
        {t('founding.forGood')}
      </Alert>
      <ErrorNote error={action.error} />
      {action.busy && <SetupProgress />}
      <Stack direction="row" spacing={1} sx={{ mt: 2 }}>
        <Button onClick={onBack} disabled={action.busy}>
          {t('common.back')}
        </Button>
        <Button variant="contained" onClick={found} disabled={action.busy} autoFocus>
          {t('founding.found')}
        </Button>
      </Stack>
    </>
  );
}

function BothNames({ name }: { readonly name: Names }) {
  const { zh, en } = standing(name);
  return (
    <>
      {zh}
      {en !== zh && (
        <>
          {' · '}
          <span lang="en">{en}</span>
        </>
      )}
    </>
  );
}
