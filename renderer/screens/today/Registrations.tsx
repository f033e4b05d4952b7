import {
  Button,
  Chip,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Registration } from '../../../src/workstation/api/visits.ts';
import { dateTime, shortNumber } from '../../client/format.ts';

interface RegistrationsProps {
  readonly list: readonly Registration[];
  /** Visits of this doctor: only those can be gone on with. */
  readonly own: ReadonlySet<string>;
  readonly chosen: string | null;
  readonly onChoose: (number: string | null) => void;
  readonly onVisit: (visit: string) => void;
}

const STATES = ['waiting', 'in-visit', 'done'] as const;

/** Who waits at this institution, is in a visit, or is done. A registration names no patient; its number is called out. */
export function Registrations(props: RegistrationsProps) {
  const { t } = useTranslation();
  const { list } = props;
  const [state, setState] = useState<Registration['state']>('waiting');
  const shown = list.filter((item) => item.state === state);
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={state}
        aria-label={t('today.state')}
        onChange={(_, value: Registration['state'] | null) => value !== null && setState(value)}
      >
        {STATES.map((each) => (
          <ToggleButton key={each} value={each} sx={{ py: 0.25 }}>
            {t(`registration.${each}`)} {list.filter((item) => item.state === each).length}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {shown.length === 0 ? (
        <Typography color="textSecondary" sx={{ mt: 1 }}>
          {t(`today.none.${state}`)}
        </Typography>
      ) : (
        <Rows {...props} list={shown} />
      )}
    </>
  );
}

function Rows(props: RegistrationsProps) {
  const { t } = useTranslation();
  const { list, chosen } = props;
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell>{t('today.number')}</TableCell>
          <TableCell>{t('today.department')}</TableCell>
          <TableCell>{t('today.time')}</TableCell>
          <TableCell>{t('today.state')}</TableCell>
          <TableCell align="right">{t('today.action')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((item) => (
          <TableRow key={item.number} selected={item.number === chosen}>
            <TableCell sx={{ fontFamily: 'monospace' }}>{shortNumber(item.number)}</TableCell>
            <TableCell>{item.department}</TableCell>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{dateTime(item.time)}</TableCell>
            <TableCell>
              <Chip
                size="small"
                label={t(`registration.${item.state}`)}
                color={item.state === 'waiting' ? 'primary' : 'default'}
              />
            </TableCell>
            <TableCell align="right">
              <RowButton {...props} item={item} isChosen={item.number === chosen} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

interface RowButtonProps extends Pick<RegistrationsProps, 'own' | 'onChoose' | 'onVisit'> {
  readonly item: Registration;
  readonly isChosen: boolean;
}

function RowButton({ item, isChosen, own, onChoose, onVisit }: RowButtonProps) {
  const { t } = useTranslation();
  const { visit } = item;
  if (item.state === 'waiting')
    return (
      <Button
        size="small"
        variant={isChosen ? 'contained' : 'outlined'}
        aria-pressed={isChosen}
        onClick={() => onChoose(isChosen ? null : item.number)}
      >
        {t(isChosen ? 'today.chosen' : 'today.choose')}
      </Button>
    );
  if (item.state === 'in-visit' && visit !== null && own.has(visit))
    return (
      <Button size="small" onClick={() => onVisit(visit)}>
        {t('today.goOn')}
      </Button>
    );
  return null;
}
