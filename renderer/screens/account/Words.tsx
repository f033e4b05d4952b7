import { Alert, Box, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';

interface WordsProps {
  readonly words: readonly string[];
  readonly onWritten: () => void;
}

/** The recovery words, shown once, to be written on paper. */
export function Words({ words, onWritten }: WordsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Alert severity="warning">{t('account.wordsOnce')}</Alert>
      <Box
        component="ol"
        aria-label={t('account.words')}
        sx={{ columns: 3, fontFamily: 'monospace', fontSize: '1rem', lineHeight: 1.8 }}
      >
        {words.map((word, index) => (
          <li key={`${String(index)}-${word}`}>{word}</li>
        ))}
      </Box>
      <Button variant="contained" onClick={onWritten}>
        {t('account.written')}
      </Button>
    </>
  );
}
