/** Pinyin of Chinese terms, as doctors type them: initials (胸痛 → xt) and whole syllables (xiongtong). */
import { pinyin } from 'pinyin-pro';

export interface PinyinForms {
  readonly initials: string;
  readonly syllables: string;
}

/**
 * Both forms in lower case. Latin letters and digits of the text stay where they are, anything else is dropped;
 * characters with several readings are read by the word they stand in (重症 is zz, 体重 is tz).
 */
export function pinyinForms(text: string): PinyinForms {
  let initials = '';
  let syllables = '';
  // What is not Chinese comes back one character at a time, so that the first letter is the character itself.
  for (const syllable of pinyin(text, { toneType: 'none', type: 'array', v: true })) {
    const letters = typeable(syllable);
    initials += letters.charAt(0);
    syllables += letters;
  }
  return { initials, syllables };
}

function typeable(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
}
