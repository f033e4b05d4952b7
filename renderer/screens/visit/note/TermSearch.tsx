import { Autocomplete, TextField } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface TermSearchProps<T> {
  readonly label: string;
  readonly hint: string;
  readonly search: (query: string) => Promise<readonly T[]>;
  readonly text: (term: T) => string;
  readonly onChoose: (term: T) => void;
}

/** A box that finds a term by code, Chinese, pinyin initials or English; Enter takes it, and the box is empty again. */
export function TermSearch<T extends { readonly code: string }>(props: TermSearchProps<T>) {
  const { label, hint, search, text, onChoose } = props;
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [options, setOptions] = useState<readonly T[]>([]);
  useEffect(() => {
    let current = true;
    const found = query.trim() === '' ? Promise.resolve([]) : search(query.trim());
    found.then(
      (list) => current && setOptions(list),
      () => current && setOptions([]),
    );
    return () => {
      current = false;
    };
  }, [query, search]);
  return (
    <Autocomplete<T>
      value={null}
      options={options}
      filterOptions={(list) => list}
      getOptionLabel={text}
      getOptionKey={(term) => `${term.code} ${text(term)}`}
      inputValue={query}
      onInputChange={(_, typed, reason) => setQuery(reason === 'input' ? typed : '')}
      onChange={(_, term) => {
        if (term === null) return;
        setQuery('');
        onChoose(term);
      }}
      autoHighlight
      blurOnSelect={false}
      clearOnBlur
      noOptionsText={query.trim() === '' ? hint : t('terms.nothing')}
      openText={t('terms.open')}
      closeText={t('common.close')}
      clearText={t('terms.clear')}
      renderInput={(params) => <TextField {...params} label={label} placeholder={hint} />}
    />
  );
}
