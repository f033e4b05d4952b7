/** What the recogniser finds and leaves in Chinese and English texts, class by class; the figures over many texts: score.test.ts. */
import { describe, expect, it } from 'vitest';
import {
  isBankCardNumber,
  isIdentityCard,
  isNhsNumber,
  isSocialCreditCode,
} from '../../src/deid/checksums.ts';
import { knownMatcher } from '../../src/deid/known.ts';
import { recognise, type DeidLanguage } from '../../src/deid/recognise.ts';
import { redacted } from '../../src/deid/redact.ts';

function found(text: string, language: DeidLanguage = 'zh'): readonly string[] {
  return recognise(text, { language }).map(({ end, start, type }) => `${type} ${text.slice(start, end)}`);
}

describe('checksums', () => {
  it('are those of GB 11643, GB 32100, ISO 7812 and the NHS', () => {
    expect(['11010519491231002X', '110105194912310021'].map(isIdentityCard)).toEqual([true, false]);
    expect(['91350100M000100Y43', '91350100M000100Y44'].map(isSocialCreditCode)).toEqual([true, false]);
    expect(['4111111111111111', '4111111111111112'].map(isBankCardNumber)).toEqual([true, false]);
    expect(['9434765919', '9434765918'].map(isNhsNumber)).toEqual([true, false]);
  });
});

describe('identifiers in Chinese', () => {
  it.each([
    ['患者张建国，男，65岁', ['name 张建国']],
    ['姓 名：王 秀 英  性别：女', ['name 王 秀 英']],
    ['医生签名：孙\n志强', ['name 孙\n志强']],
    ['老李昨天来电，欧阳娜娜护士接的', ['name 老李', 'name 欧阳娜娜']],
    ['请张主任会诊', ['name 张主任']],
    ['阿依古丽·买买提，女', ['name 阿依古丽·买买提']],
    ['患者张\u200b建国入院', ['name 张\u200b建国']],
    ['电话：１３８ ０００１ ２３４５', ['phone １３８ ０００１ ２３４５']],
    ['身份证号 11010519491231002X', ['national-id 11010519491231002X']],
    ['住院号：ZY20240315', ['record-number ZY20240315']],
    ['于2024年3月5日入院', ['date 2024年3月5日']],
    ['二〇二四年三月五日', ['date 二〇二四年三月五日']],
    ['转入北京协和医院', ['institution 北京协和医院']],
    ['车牌号：津A12345', ['vehicle 津A12345']],
    ['93岁，高龄', ['age 93岁']],
    ['微信号 wxid_8837abc', ['account wxid_8837abc']],
    ['患者系忠县人，既往体健', ['address 忠县']],
    ['市和县医院均管理县级病历，郊区患者多', []],
  ])('%j', (text, spans) => expect(found(text)).toEqual(spans));
});

describe('identifiers in English', () => {
  it.each([
    ['Mr. Smith saw Dr. Emily Chen.', ['name Smith', 'name Emily Chen']],
    ['PATIENT NAME: GARCIA, MARIA ELENA', ['name GARCIA, MARIA ELENA']],
    ['spoke w/ dr patel', ['name patel']],
    ['MRN: 00123456, SSN 123-45-6789', ['record-number 00123456', 'national-id 123-45-6789']],
    ['seen on March 5, 2024', ['date March 5, 2024']],
    ['a 93-year-old woman', ['age 93-year-old']],
    ['Mr. Sm\u0456th was seen', ['name Sm\u0456th']],
    [
      'lives at 123 Main Street, Apt 4B, Boston, MA 02114',
      ['address 123 Main Street, Apt 4B, Boston, MA 02114'],
    ],
  ])('%j', (text, spans) => expect(found(text, 'en')).toEqual(spans));
});

describe('terms of medicine stay', () => {
  it.each([
    '诊断：黄疸待查；白细胞减少；帕金森病；左心房增大。予白术、党参、当归煎服。',
    '高敏肌钙蛋白升高，黄染明显，常规消毒，温度正常，应用万古霉素，向家属交代病情，和解少阳。',
    'V2-V4导联ST段弓背向上抬高，QT段延长。予吗替麦考酚酯。跑马拉松后解米糜样便。',
    'Parkinson’s disease, Crohn disease, Foley catheter, Kaplan-Meier, Graves disease, brown sputum, young woman.',
  ])('%s', (text) => expect(found(text)).toEqual([]));
});

describe('what lies inside', () => {
  it('is opened: base64 and escapes hold what they encode', () => {
    const inside = Buffer.from('患者张建国，电话13812345678').toString('base64');
    expect(found(`附件 ${inside} 完`)).toEqual([expect.stringContaining(inside)]);
    expect(found('{"name":"\\u60a3\\u8005\\u5f20\\u5efa\\u56fd"}')).toEqual(['name \\u5f20\\u5efa\\u56fd']);
  });
});

describe("the chart's own identifiers", () => {
  const known = knownMatcher([
    { type: 'name', value: '司马相如' },
    { type: 'name', value: '向龙' },
    { type: 'name', value: 'Katarzyna Wisniewska' },
    { type: 'record-number', value: 'AB-12 345' },
  ]);
  it.each([
    'xianglong',
    'Xiang Long',
    '龙哥说 向 龙 好',
    '向先生',
    'SIMA XIANGRU',
    'Wisniewksa',
    'K.W.',
    'ab12345',
    'AB 12-345',
  ])('are found as %j', (text) =>
    expect(recognise(text, { language: 'en', known }).length).toBeGreaterThan(0),
  );

  it('of three letters are found with their capital, and are no unit without it', () => {
    const min = knownMatcher([{ type: 'name', value: 'Zhao Min' }]);
    const text = 'Seen by Min at 60 bpm, 5 min later 1 L/min.';
    const spans = recognise(text, { language: 'en', known: min });
    expect(spans.map(({ end, start }) => [start, text.slice(start, end)])).toEqual([[8, 'Min']]);
  });
});

describe('the redacted text', () => {
  it('numbers persons, counts days from the first date, and keeps the province', () => {
    const text = '张建国2024-03-05入院，2024-03-08手术。张建国住天津市河西区友谊路25号。';
    expect(redacted(text, recognise(text, { language: 'zh' }), 'zh')).toBe(
      '[姓名1][第+0天]入院，[第+3天]手术。[姓名1]住[天津市地址]。',
    );
  });
});
