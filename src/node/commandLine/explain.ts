/** An error in a sentence, in the user's language: what it means and what to do. */
import type { ConsiliumError } from '../../errors.ts';
import type { CliIo, Program } from './command.ts';

type Environment = CliIo['environment'];
type Texts = Program['texts'];

/** Chinese when the environment says so, otherwise English. Values of the detail take the places named `{name}`. */
export function explain(error: ConsiliumError, environment: Environment, texts: Texts): string {
  return fillIn(sentence(error.code, environment, texts), error.detail);
}

/** The sentence of a code. */
export function sentence(code: string, environment: Environment, texts: Texts): string {
  const isChinese = speaksChinese(environment);
  const known = texts[code];
  if (known !== undefined) return isChinese ? known.zh : known.en;
  return isChinese ? `操作被拒绝，代码 ${code}。` : `This was refused with the code ${code}.`;
}

export function speaksChinese(environment: Environment): boolean {
  const language = ['LC_ALL', 'LC_MESSAGES', 'LANGUAGE', 'LANG']
    .map((name) => environment[name])
    .find((value) => value !== undefined && value !== '');
  return language?.startsWith('zh') === true;
}

function fillIn(text: string, detail: ConsiliumError['detail']): string {
  return text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(detail[name] ?? '?'));
}
