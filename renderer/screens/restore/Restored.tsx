import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { Code, ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';

interface RestoredProps {
  readonly restored: ResultOf<'account/restore'>;
  readonly onDone: () => void;
}

/** The account is here. Whether its hospital node can be reached too, and what is missing if not. */
export function Restored({ restored, onDone }: RestoredProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { account } = restored;
  const [node, setNode] = useState(restored.node);
  return (
    <>
      <Alert severity="success">{t('restore.done', { name: named(account.name, language) })}</Alert>
      {node.refusal === null ? (
        <Alert severity="success" sx={{ mt: 1 }}>
          {t('restore.reached')}
        </Alert>
      ) : (
        <Unreached
          institution={account.institution}
          node={{ ...node, refusal: node.refusal }}
          onNode={setNode}
        />
      )}
      <Button variant="contained" fullWidth sx={{ mt: 2 }} onClick={onDone}>
        {t('account.done')}
      </Button>
    </>
  );
}

type NodeState = ResultOf<'account/node-address'>;

interface UnreachedProps {
  readonly institution: string;
  readonly node: NodeState & { readonly refusal: string };
  readonly onNode: (node: NodeState) => void;
}

/** What works without the node, what does not, and the one thing that can be changed here: its address. */
function Unreached({ institution, node, onNode }: UnreachedProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [address, setAddress] = useState('');
  const action = useAction();
  const isOfNetwork = node.address?.startsWith('wss://') ?? true;
  const retry = (): void =>
    action.run(async () =>
      onNode(await ask('account/node-address', { institution, address: address.trim() })),
    );
  return (
    <>
      <Alert severity="warning" sx={{ mt: 1 }}>
        {errorText({ code: node.refusal, detail: {} }, language)} <Code code={node.refusal} />
        <br />
        {isOfNetwork ? t('restore.unreached', { address: node.address ?? '' }) : t('restore.notOfNetwork')}
        <br />
        {t('restore.without')}
      </Alert>
      {node.address !== null && (
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <TextField
            label={t('restore.otherAddress')}
            placeholder="wss://"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
            slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 } }}
          />
          <Button disabled={address.trim() === '' || action.busy} onClick={retry}>
            {t('restore.try')}
          </Button>
        </Stack>
      )}
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
    </>
  );
}
