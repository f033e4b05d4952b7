import { beforeAll, describe, expect, it } from 'vitest';
import { errorText } from '../../renderer/client/errorText.ts';
import {
  characterCount,
  dateOnly,
  dateTime,
  duration,
  languageNames,
  relativeDay,
  shortHash,
  timeOnly,
} from '../../renderer/client/format.ts';
import { languageOf } from '../../renderer/i18n/index.ts';
import { readTexts } from '../../renderer/i18n/texts.ts';
import { joined, wordFor } from '../../renderer/i18n/words.ts';
import {
  cardCount,
  EMPTY_PATIENT,
  isBirthDate,
  isComplete,
} from '../../renderer/screens/registrar/patientDraft.ts';
import { EMPTY_NOTE, hasText, NOTE_FIELDS } from '../../renderer/screens/visit/noteFields.ts';
import { newestFirst } from '../../renderer/screens/chart/documentOrder.ts';
import { LANGUAGES } from '../../src/crypto/doctorProfile.ts';
import { SECTION_RULES } from '../../src/records/visitNote.ts';

const at = (text: string): number => new Date(text).getTime();

beforeAll(async () => {
  await readTexts('zh-CN');
  await readTexts('en');
});

describe('dates', () => {
  it('are written so that nobody takes the day for the month', () => {
    const time = at('2026-11-02T09:05:07');
    expect([dateTime(time), dateOnly(time), timeOnly(time)]).toEqual([
      '2026-11-02 09:05',
      '2026-11-02',
      '09:05:07',
    ]);
  });

  it('are counted by the calendar: last night was yesterday', () => {
    const morning = at('2026-11-25T07:00:00');
    expect(relativeDay(at('2026-11-24T23:50:00'), morning, 'en')).toBe('yesterday');
    expect(relativeDay(at('2026-11-25T00:10:00'), morning, 'zh-CN')).toBe('今天');
    expect(relativeDay(at('2026-08-20T00:00:00'), morning, 'en')).toBe('3 months ago');
    expect(relativeDay(at('2019-11-25T00:00:00'), morning, 'zh-CN')).toBe('7年前');
  });

  it('of a wait are whole seconds, and minutes when it is long', () => {
    expect(duration(200, 'en')).toBe('1 second');
    expect(duration(30_000, 'zh-CN')).toBe('30秒钟');
    expect(duration(300_000, 'en')).toBe('5 minutes');
  });
});

describe('the languages that a doctor may consult in', () => {
  it('all have a name, whatever names the browser comes with', () => {
    const names = (language: 'en' | 'zh-CN'): string[] =>
      LANGUAGES.map((code) => languageNames([code], language));
    expect(names('zh-CN').filter((name) => !/^\p{Script=Han}+$/u.test(name))).toEqual([]);
    expect(names('en').filter((name) => !/^[A-Z][a-z]+/u.test(name))).toEqual([]);
    expect(new Set(names('zh-CN')).size).toBe(LANGUAGES.length);
    expect(languageNames(['bo', 'zh'], 'zh-CN')).toBe('藏语和中文');
    expect(languageNames(['bo', 'zh'], 'en')).toBe('Tibetan and Chinese');
  });
});

describe('an error', () => {
  it('says what to do, with the values of its detail', () => {
    expect(errorText({ code: 'pin-wrong', detail: { left: 7 } }, 'en')).toContain('7 attempts are left');
    expect(errorText({ code: 'passphrase-throttled', detail: { waitMs: 30_000 } }, 'en')).toContain(
      '30 seconds',
    );
  });

  it('names fields and kinds of cards in the language on screen', () => {
    const detail = { fields: 'diagnosis,plan' };
    expect(errorText({ code: 'note-incomplete', detail }, 'zh-CN')).toContain('诊断、处理意见');
    expect(errorText({ code: 'card-kind', detail: { kind: 'slip' } }, 'en')).toContain('This is a slip');
  });

  it('says who spent a card, and nothing in its place when that is not known', () => {
    const time = at('2026-11-24T10:00:00');
    const by = {
      by: '李明',
      byEn: 'Li Ming',
      institution: '海河医院',
      institutionEn: 'Haihe Hospital',
      time,
    };
    expect(errorText({ code: 'card-spent', detail: by }, 'en')).toBe(
      'This card is spent (Li Ming, Haihe Hospital, 2026-11-24 10:00). Ask the patient for the next card.',
    );
    expect(errorText({ code: 'card-spent', detail: {} }, 'zh-CN')).toBe('此卡已用过。请患者出示下一张卡。');
  });

  it('without a text of its own reads as a fault of the program', () => {
    expect(errorText({ code: 'never-heard-of', detail: {} }, 'en')).toBe(
      errorText({ code: 'internal', detail: {} }, 'en'),
    );
  });
});

describe('words', () => {
  it('that are not known stand for themselves', () => {
    expect(wordFor('resource', 'Observation', 'zh-CN')).toBe('观察');
    expect(wordFor('resource', 'Goal', 'zh-CN')).toBe('Goal');
    expect(wordFor('resource', 'toString', 'en')).toBe('toString');
  });

  it('are joined as the language does', () => {
    expect([joined(['a', 'b'], 'en'), joined(['a', 'b'], 'zh-CN')]).toEqual(['a, b', 'a、b']);
  });

  it('come in Chinese for any Chinese locale, else in English', () => {
    expect(['zh', 'zh-TW', 'ZH-cn', 'en-US', 'fr'].map(languageOf)).toEqual([
      'zh-CN',
      'zh-CN',
      'zh-CN',
      'en',
      'en',
    ]);
  });
});

describe('text', () => {
  it('is counted in characters as they are read', () => {
    expect([characterCount('头痛3天'), characterCount('e\u0301👨‍👩‍👧')]).toEqual([4, 2]);
  });

  it('of a hash keeps both ends', () => {
    expect([shortHash('ab'.repeat(32)), shortHash('abcd')]).toEqual(['abababab…abababab', 'abcd']);
  });
});

describe('a new patient', () => {
  const now = at('2026-11-25T00:00:00Z');
  const complete = { ...EMPTY_PATIENT, name: '张秀英', birthDate: '1958-03-12', pin: '2580' };

  it('is born on a day that was', () => {
    const days = ['1958-03-12', '2026-11-25', '2027-01-01', '2026-02-30', '58-3-12', '1958-03-12x'];
    expect(days.map((day) => isBirthDate(day, now))).toEqual([true, true, false, false, false, false]);
  });

  it('has a name, a birth date, and a PIN typed twice', () => {
    expect(isComplete(complete, '2580', now)).toBe(true);
    expect(isComplete(complete, '2581', now)).toBe(false);
    expect(isComplete({ ...complete, name: ' ' }, '2580', now)).toBe(false);
    expect(isComplete({ ...complete, pin: '' }, '', now)).toBe(false);
  });

  it('gets from 1 to 40 cards', () => {
    expect(['4', '0', '', '99', '-3', '2.7', 'x'].map(cardCount)).toEqual([4, 1, 1, 40, 1, 2, 1]);
  });
});

describe('a note', () => {
  it('has the fields, the order and the required ones of the document that is signed', () => {
    expect(NOTE_FIELDS.map(({ name, required }) => [name, required])).toEqual(
      SECTION_RULES.map(({ field, required }) => [field, required]),
    );
  });

  it('is empty until something is written', () => {
    expect([
      hasText(EMPTY_NOTE),
      hasText({ ...EMPTY_NOTE, plan: ' \n' }),
      hasText({ ...EMPTY_NOTE, plan: '休息' }),
    ]).toEqual([false, false, true]);
  });
});

describe('a history', () => {
  it('stands newest first, undated records last', () => {
    const dates = [3, null, 9, 5].map((date) => ({ date }));
    expect(newestFirst(dates).map(({ date }) => date)).toEqual([9, 5, 3, null]);
  });
});
