import { Grid } from '@mui/material';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { OwnPhrases } from './phrases/OwnPhrases.tsx';
import { OwnTemplates } from './phrases/OwnTemplates.tsx';

/** The doctor's own phrases and templates, and those of the program. They lie in the doctor's desk. */
export function PhrasesScreen() {
  const [texts, reload] = useAsk('note/templates', {});
  return (
    <Answer of={texts}>
      {(value) => (
        <Grid container spacing={2}>
          <Grid size={{ xs: 12, lg: 7 }}>
            <OwnPhrases texts={value} onChanged={reload} />
          </Grid>
          <Grid size={{ xs: 12, lg: 5 }}>
            <OwnTemplates texts={value} onChanged={reload} />
          </Grid>
        </Grid>
      )}
    </Answer>
  );
}
