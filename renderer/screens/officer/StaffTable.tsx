import { Button, Chip, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';

type Member = ResultOf<'staff/list'>[number];

interface StaffTableProps {
  readonly list: readonly Member[];
  readonly onChoose: (member: Member) => void;
}

/** Who is on the ledger for this institution, and whether they can sign. */
export function StaffTable({ list, onChoose }: StaffTableProps) {
  const { t } = useTranslation();
  if (list.length === 0) return <Typography color="textSecondary">{t('officer.empty')}</Typography>;
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell>{t('officer.name')}</TableCell>
          <TableCell>{t('account.role')}</TableCell>
          <TableCell>{t('account.institution')}</TableCell>
          <TableCell>{t('today.state')}</TableCell>
          <TableCell align="right">{t('today.action')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((member) => (
          <MemberRow key={member.id} member={member} onChoose={onChoose} />
        ))}
      </TableBody>
    </Table>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly onChoose: StaffTableProps['onChoose'];
}

function MemberRow({ member, onChoose }: MemberRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isActive = member.status === 'active';
  return (
    <TableRow>
      <TableCell>{named(member.name, language)}</TableCell>
      <TableCell>{t(`role.${member.role}`)}</TableCell>
      <TableCell>{named(member.institutionName, language)}</TableCell>
      <TableCell>
        <Chip
          size="small"
          label={wordFor('accountStatus', member.status, language)}
          color={isActive ? 'success' : 'error'}
        />
      </TableCell>
      <TableCell align="right">
        <Button size="small" onClick={() => onChoose(member)}>
          {t(isActive ? 'officer.suspend' : 'officer.reinstate')}
        </Button>
      </TableCell>
    </TableRow>
  );
}
