import Check from '@mui/icons-material/Check';
import ContentCopy from '@mui/icons-material/ContentCopy';
import { Box, IconButton } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../client/clipboard.ts';
import { shortHash } from '../client/format.ts';

/** A hash, shortened to what an eye compares; the whole is in the title, and on the clipboard after a click. */
export function HashText({ hash, what }: { readonly hash: string; readonly what: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      <Box component="code" title={hash} sx={{ fontFamily: 'monospace' }}>
        {shortHash(hash)}
      </Box>
      <IconButton
        size="small"
        aria-label={copied ? t('common.copied') : t('common.copy', { what })}
        onClick={() => setCopied(copyText(hash))}
        onBlur={() => setCopied(false)}
        sx={{ ml: 0.5, p: 0.5, displayPrint: 'none' }}
      >
        {copied ? <Check sx={{ fontSize: 16 }} /> : <ContentCopy sx={{ fontSize: 16 }} />}
      </IconButton>
    </Box>
  );
}
