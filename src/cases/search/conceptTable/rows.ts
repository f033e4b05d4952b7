/** All rows of the table of concepts. */
export const CONCEPT_ROWS: readonly string[] = [
  'I21|心肌梗死;心梗;心肌梗塞;急性心肌梗死|myocardial infarction;heart attack;MI;AMI',
];
