/**
 * Names in Latin letters: by titles, labels, relatives and letters behind a name, by lists of names, and by what a text has
 * already named. Words that a disease is called after stay unless a title or a given name stands before them.
 */
import type { Span } from '../spans.ts';
import { englishLists, folded, type EnglishLists } from './lists.ts';

const LETTER = String.raw`[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ]`;
const UPPER = String.raw`[A-ZÀ-ÖØ-ÞĀĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŪŮŹŻŽ]`;
/** O'Brien, McDonald, Smith-Jones, José, SMITH. */
const WORD = String.raw`(?:${UPPER}['’]?${LETTER}+(?:['’]${UPPER}${LETTER}+)?(?:-${UPPER}?${LETTER}+){0,2})`;
const INITIAL = String.raw`(?:${UPPER}\b\.?)`;
const PARTICLE = String.raw`(?:van der|van den|van de|de la|de los|del|della|de|di|da|dos|du|le|la|van|von|der|den|bin|bint|ibn|al|el|ter|ten|af|zu|st\.?|Van|Von|De|Di|Da|La|Le|Du|Del|El|Al|St\.?)`;
const SPACE = String.raw`(?:[ \t]|\r?\n[ \t]{0,4})`;
const PART = String.raw`(?:${PARTICLE}${SPACE}){0,2}${WORD}`;
const FULL = String.raw`(?:(?:${INITIAL}${SPACE}?){0,3}${PART}|${INITIAL})(?:${SPACE}(?:${INITIAL}(?:${SPACE}?${INITIAL})?(?=${SPACE}${UPPER}|\s|[,.;:)]|$)|["“(]${WORD}["”)](?=${SPACE})|${PART})){0,4}(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?`;
const REVERSED = String.raw`${PART},[ \t]{0,2}${WORD}(?:${SPACE}(?:${INITIAL}|${WORD}))?`;

const TITLE = String.raw`(?:Drs?|DR|Mr|MR|Mrs|MRS|Ms|MS|Mx|Miss|Master|Prof|Professor|Doctor|Nurse|Sister|Matron|Rev|Reverend|Fr|Father|Rabbi|Imam|Pastor|Deacon|Chaplain|Sir|Dame|Lady|Lord|Sgt|Sergeant|Officer|Ofc|Capt|Captain|Lt|Lieutenant|Col|Colonel|Maj|Major|Gen|Judge|Hon|Attorney|Atty|Det|Detective|Madam|Aunt|Uncle|Auntie|Grandma|Grandpa|Se[nñ]ora?|Sra?|Monsieur|Mme|Herr|Frau|Coach|Principal|Senator|Mayor|Consultant|Registrar|Surgeon)`;
const LABEL = String.raw`(?:patient'?s?(?: name)?|pt\.?(?: name)?|(?:full |first |last |given |family |legal |preferred |maiden |middle |birth |sur|client |resident |baby |infant |child |mother'?s? |father'?s? |spouse'?s? |parent'?s? |contact |guardian'?s? |provider |physician |doctor |nurse |member |subscriber |insured |policy ?holder |guarantor |caregiver |proxy |employee |account )?name|surname|forename|alias|aka|a\.k\.a\.|nickname|attending(?: physician| md| surgeon| doctor| provider)?|resident(?: physician)?|intern|fellow|surgeons?|primary surgeon|assistants?(?: surgeon)?|first assistant|anesthesiologist|anaesthetist|anesthetist|anesthesia(?: provider)?|crna|scrub nurse|circulating nurse|circulator|radiologist|pathologist|interpreting(?: physician| radiologist)?|read(?:ing)? (?:by|physician|radiologist)|reported by|verified by|authorized by|approved by|reviewed by|performed by|ordered by|ordering(?: physician| provider| doctor| md)?|referr(?:ed by|ing(?: physician| provider| doctor| md| gp)?)|requested by|requesting (?:physician|provider|doctor)|admitting(?: physician| md)?|consult(?:ing|ant)?(?: physician| surgeon)?|primary care(?: physician| provider| doctor)?|pcp|gp|family (?:doctor|physician)|provider|physician|doctor|md|nurse(?: practitioner)?|rn|lpn|cna|np|pa-?c?|therapist|pharmacist|dietitian|dietician|social worker|case manager|care coordinator|technician|technologist|tech|sonographer|midwife|dictated by|dictator|transcribed by|transcriptionist|typed by|entered by|recorded by|documented by|prepared by|completed by|written by|author|authored by|signed(?: by)?|electronically signed(?: by)?|e-?signed(?: by)?|digitally signed by|signature|co-?signed(?: by)?|countersigned(?: by)?|attested by|witness(?:ed by)?|cc|cc'd|copy to|copies to|to|from|attn|attention|dear|re|regarding|next of kin|nok|emergency contact|contact(?: person)?|kin|mother|father|parent|spouse|husband|wife|partner|son|daughter|brother|sister|guardian|caregiver|carer|poa|hcp|health ?care proxy|power of attorney|proxy|guarantor|subscriber|insured|beneficiary|employer contact|interpreter|informant|historian|accompanied by|brought in by|collected by|drawn by|phlebotomist|received by|called to|notified|handed over to|handover to|sign-?out to|escort|driver|supervisor|supervising (?:physician|md)|preceptor|scribe|investigator|principal investigator|coordinator|sender|recipient|caller|respondent|claimant|plaintiff|defendant|applicant|client|member|tenant|teacher|coach|friend|neighbou?r|roommate)`;
const CREDENTIAL = String.raw`(?:M\.?D\.?|D\.?O\.?|R\.?N\.?|N\.?P\.?|P\.?A\.?(?:-C)?|Ph\.?D\.?|MBBS|MBChB|MBBCh|BMBS|FRCP|FRCS|MRCP|FACS|FACC|FACP|DDS|DMD|DPM|DVM|LPN|LVN|CNA|CRNA|CNM|APRN|ARNP|FNP(?:-C|-BC)?|AGNP|PharmD|RPh|LCSW|LICSW|MSW|RD|RDN|PT|DPT|OT|OTR(?:/L)?|SLP|CCC-SLP|RRT|CRT|RT|MPH|MSc?|BSN|MSN|DNP|PsyD|OD|EMT(?:-P)?|Esq|CMA|MA)`;
const RELATIVE = String.raw`(?:wife|husband|spouse|partner|mother|father|mom|mum|mommy|dad|daddy|son|sons|daughter|daughters|brother|brothers|sister|sisters|aunt|uncle|cousin|niece|nephew|grandmother|grandfather|grandma|grandpa|grandson|granddaughter|stepson|stepdaughter|stepmother|stepfather|stepmom|stepdad|son-in-law|daughter-in-law|mother-in-law|father-in-law|sister-in-law|brother-in-law|fianc[eé]e?|girlfriend|boyfriend|friend|neighbou?r|roommate|caregiver|carer|guardian|ex-wife|ex-husband|twin|sibling|landlord|boss|coworker|colleague|teacher|nanny|babysitter|pastor|nurse|aide|social worker|therapist|surgeon|cardiologist|oncologist|neurologist|nephrologist|urologist|psychiatrist|psychologist|pulmonologist|gastroenterologist|endocrinologist|dermatologist|pediatrician|paediatrician|hospitalist|radiologist|pathologist|anesthesiologist|gynecologist|obstetrician|rheumatologist|intensivist|pharmacist|midwife|resident|intern|physician|interpreter|case manager|attorney|lawyer|patient|pt|gentleman|lady|woman|man|boy|girl|infant|baby|child|named|called|name is|named is)`;

interface Cue {
  readonly pattern: RegExp;
  readonly confidence: number;
  /** Whether a single word that is in no list is a name here. */
  readonly isSure: boolean;
}

const CUES: readonly Cue[] = [
  {
    pattern: new RegExp(
      String.raw`(\b${TITLE}(?:\.|\b)(?:${SPACE}(?:and|&)${SPACE}${TITLE}\.?)?${SPACE}{1,2})(${FULL})`,
      'gu',
    ),
    confidence: 0.97,
    isSure: true,
  },
  {
    pattern: new RegExp(
      String.raw`((?:^|[\n\r.;|,(\t]|[ ]{2,}|\b)\s*(?:[Tt]he )?${caseless(LABEL)}(?: ?\((?:s|name|print(?:ed)?|relationship)\))?[ \t]{0,4}[:=#][ \t]*(?:\r?\n[ \t]*)?_{0,20}(?:${TITLE}\.?[ \t]+)?)(${REVERSED}|${FULL})`,
      'gu',
    ),
    confidence: 0.97,
    isSure: true,
  },
  {
    pattern: new RegExp(
      String.raw`(\b${caseless('electronically signed|e-?signed|digitally signed|signed|dictated|transcribed|reviewed|verified|performed|interpreted|ordered|seen|evaluated|examined|entered|reported|authenticated|approved|prepared|written|documented|witnessed|attested|operated on|referred|typed|requested|accompanied|assisted|read|cosigned|co-signed|discussed|spoke|spoken|d/w|called|paged|notified|informed|contacted|emailed|texted|met')} (?:by|with|to|off by)?:?${SPACE}?(?:the ${RELATIVE},? )?(?:${TITLE}\.?${SPACE})?)(${REVERSED}|${FULL})`,
      'gu',
    ),
    confidence: 0.9,
    isSure: false,
  },
  {
    pattern: new RegExp(String.raw`()(${REVERSED}|${FULL})(?=,?${SPACE}(?:${CREDENTIAL})(?![A-Za-z]))`, 'gu'),
    confidence: 0.93,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Tt]he|[Yy]our|[Oo]ur|[Aa]|[Pp]atient'?s?|[Pp]t'?s|[Oo]lder|[Yy]ounger|[Ee]lder|[Ee]ldest|[Yy]oungest|[Aa]dult|[Tt]win|[Ll]ate|[Ff]ormer|,)?${SPACE}?\b${RELATIVE}(?:'s name is| is named| named| called| is| \(named|s)?,?${SPACE}?[("“]?)(${FULL})`,
      'gu',
    ),
    confidence: 0.93,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Tt]hanks|[Rr]egards|[Ss]incerely|[Cc]heers|[Rr]espectfully|[Ff]aithfully|[Ww]ishes|[Yy]ours|[Tt]hank you|[Ll]ove|[Bb]est)[,!]?(?:[ \t]|[ \t]*\r?\n\s*)(?:${TITLE}\.?[ \t]+)?)(${FULL})`,
      'gu',
    ),
    confidence: 0.9,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Nn]amed|[Nn]ame is|[Nn]ame was|[Nn]icknamed|goes by|known as|called|[Ii] am|[Ii]'m|[Mm]y name is|[Tt]his is|AKA|née|nee|formerly)[ \t]["“]?)(${FULL})`,
      'gu',
    ),
    confidence: 0.9,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`()(${FULL})(?=(?:'s)? (?:is a|was a|, an?) \d{1,3}[- ](?:year|yr|y/?o|month|week|day))`,
      'gu',
    ),
    confidence: 0.9,
    isSure: false,
  },
];

/** Without regard to case, in a pattern that regards it. */
function caseless(pattern: string): string {
  return `(?i:${pattern})`;
}

const CAPITALISED = new RegExp(String.raw`(?<![A-Za-zÀ-ſ0-9_@/])(${FULL})`, 'gu');
const LIST_REVERSED = new RegExp(
  String.raw`(?<![A-Za-zÀ-ſ0-9])(${WORD}(?:-${WORD})?),[ \t]?(${WORD})(?:[ \t](${INITIAL}|${WORD}))?(?![A-Za-z])`,
  'gu',
);
const LOWER_TITLED =
  /(\b(?:dr|mr|mrs|ms|miss|prof|nurse|doctor)\.?[ \t]+)([a-z][a-z'-]+(?:[ \t]+[a-z][a-z'-]+)?)/giu;
const EPONYM_TAIL =
  /^(?:['’]s?)?(?:[- ](?:[a-z]+[- ])?(?:and|&|-)?[- ]?)?(?:['’]s?)?\s?-?\s?(?:disease|syndrome|sign|signs|test|score|scale|criteria|classification|lymphoma|sarcoma|tumor|tumour|catheter|procedure|operation|palsy|thyroiditis|fracture|node|nodes|nodule|nodules|stain|phenomenon|maneuver|manoeuvre|reflex|position|index|grade|stage|lactate|solution|monitor|ulcer|ulcers|esophagus|oesophagus|contracture|body|bodies|point|drain|line|tube|bag|anemia|anaemia|ataxia|dystrophy|chorea|dementia|ganglion|duct|gland|cyst|canal|ligament|fascia|loop|pouch|diverticulum|aneurysm|tetralogy|anomaly|malformation|deformity|law|equation|formula|curve|method|technique|repair|incision|approach|flap|graft|plate|nail|wire|clamp|forceps|retractor|speculum|scissors|medium|agar|virus|fever|itch|lines|spots|patches|rash|purpura|vasculitis|arteritis|granulomatosis|nephritis|nephropathy|encephalopathy|psychosis|aphasia|area|lobe|angle|space|triangle|ring|hernia|valve|shunt|stent|ratio|rule|triad|pentad|ataxic|breathing|respiration|respirations|murmur|pulse|exercises|contractions|jelly|wing|splint|collar|brace|frame|dressing|boot|kit|papilloma|carcinoma|melanoma|disorder|type|class|mass|count|smear|levels|screen|screening|ultrasound|flow|study|studies|exam|maneuvre|hypothesis|effect|response|crisis|attack|paralysis|paresis|plot|analysis|survival|estimate|regression|palpation|negative|positive)\b/iu;

export interface EnglishName extends Span {
  readonly name: string;
}

export function englishNames(text: string): readonly EnglishName[] {
  if (!/[A-Za-z]{2}/u.test(text)) return [];
  const lists = englishLists();
  const found = [
    ...cued(text, lists),
    ...listed(text, lists),
    ...reversed(text, lists),
    ...lowerTitled(text, lists),
  ];
  return found;
}

function* cued(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const { confidence, isSure, pattern } of CUES) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (match[1] ?? '').length;
      const name = cutName(match[2] ?? '', lists, isSure);
      if (name === null) continue;
      const isEponym = !isSure && isOnlyEponym(name, text.slice(start + name.length), lists);
      if (!isEponym) yield { start, end: start + name.length, type: 'name', confidence, name };
    }
  }
}

/** The words of a candidate up to the first that is no part of a name; null when none is left, or none speaks for a name. */
function cutName(candidate: string, lists: EnglishLists, isSure: boolean): string | null {
  const pieces = [...candidate.matchAll(/[^\s,"“”()]+/gu)];
  let end = 0;
  let words = 0;
  let known = 0;
  for (const { 0: piece, index } of pieces) {
    const word = folded(piece.replace(/['’]s?$/u, '').replace(/\.$/u, ''));
    const isInitial = word.length === 1;
    // Young, White and Long are surnames behind a given name that a label vouches for.
    const isSurname = isSure && words > 0 && lists.surnames.has(word);
    if (!isInitial && !isSurname && isPlainWord(word, lists)) break;
    if (!isInitial && word.length > 1) {
      words += 1;
      if (isNameWord(word, lists)) known += 1;
    }
    end = index + piece.replace(/['’]s?$/u, '').length;
  }
  if (words === 0 && !(isSure && end > 0)) return null;
  if (!isSure && known === 0) return null;
  return candidate.slice(0, end).replace(/[,;:]+$/u, '');
}

function isPlainWord(word: string, { given, words }: EnglishLists): boolean {
  return words.has(word) && !given.has(word);
}

function isNameWord(word: string, lists: EnglishLists): boolean {
  const parts = word.includes('-') ? [word, ...word.split('-')] : [word];
  return parts.some(
    (part) =>
      lists.given.has(part) ||
      lists.family.has(part) ||
      lists.givenOrWord.has(part) ||
      lists.familyOrWord.has(part) ||
      /^(?:mc|mac|o['’])[a-z]{3,}/u.test(part),
  );
}

function isOnlyEponym(name: string, after: string, { eponyms, given }: EnglishLists): boolean {
  const words = name.split(/[\s-]+/u).map((word) => folded(word.replace(/['’]s?$/u, '')));
  if (!words.every((word) => eponyms.has(word))) return false;
  return EPONYM_TAIL.test(after) || !words.some((word) => given.has(word)) || words.length === 1;
}

/** What lists alone say: a given name, alone or with what follows it; a surname that is nothing else. */
function* listed(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of text.matchAll(CAPITALISED)) {
    const candidate = match[1] ?? '';
    const isShouting = isAllCaps(lineAt(text, match.index));
    yield* fromSequence(candidate, match.index, text, lists, isShouting);
  }
}

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly isInitial: boolean;
}

function* fromSequence(
  candidate: string,
  offset: number,
  text: string,
  lists: EnglishLists,
  isShouting: boolean,
): Generator<EnglishName> {
  const tokens = [...candidate.matchAll(/[^\s,"“”()]+/gu)].map(({ 0: piece, index }): Token => {
    const bare = piece.replace(/['’]s?$/u, '').replace(/\.$/u, '');
    return {
      word: folded(bare),
      start: offset + index,
      end: offset + index + bare.length,
      isInitial: bare.length === 1,
    };
  });
  for (let index = 0; index < tokens.length; index += 1) {
    const size = sequenceAt(tokens, index, text, lists, isShouting);
    if (size === 0) continue;
    const [first, last] = [tokens[index], tokens[index + size - 1]];
    if (first === undefined || last === undefined) return;
    yield {
      start: first.start,
      end: last.end,
      type: 'name',
      confidence: size > 1 ? 0.9 : 0.75,
      name: text.slice(first.start, last.end),
    };
    index += size - 1;
  }
}

/** How many tokens from here are a name. */
function sequenceAt(
  tokens: readonly Token[],
  index: number,
  text: string,
  lists: EnglishLists,
  isShouting: boolean,
): number {
  const first = tokens[index];
  if (first === undefined || first.isInitial) return initialsThenFamily(tokens, index, lists);
  const isGiven = lists.given.has(first.word);
  const mayBeGiven = isGiven || lists.givenOrWord.has(first.word);
  let at = index + 1;
  while (tokens[at]?.isInitial === true) at += 1;
  const next = tokens[at];
  const hasInitial = at > index + 1;
  if (mayBeGiven && next !== undefined) {
    const follows = familyLength(tokens, at, lists, isGiven && !isShouting);
    if (
      follows > 0 &&
      (isGiven || lists.family.has(next.word) || hasInitial || isFamilyPair(next.word, lists))
    ) {
      return isEponymPair(first, tokens[at + follows - 1], text, lists) ? 0 : at + follows - index;
    }
  }
  if (isGiven)
    return isLoneName(first, text, lists, isShouting)
      ? 1 + (hasInitial && next === undefined ? at - index - 1 : 0)
      : 0;
  if (lists.family.has(first.word))
    return isLoneName(first, text, lists, isShouting) && first.word.length > 3 ? 1 : 0;
  return 0;
}

function isFamilyPair(word: string, lists: EnglishLists): boolean {
  return lists.familyOrWord.has(word) && !lists.words.has(word);
}

function initialsThenFamily(tokens: readonly Token[], index: number, lists: EnglishLists): number {
  let at = index;
  while (tokens[at]?.isInitial === true) at += 1;
  const next = tokens[at];
  if (next === undefined || at === index || lists.eponyms.has(next.word)) return 0;
  return lists.family.has(next.word) && next.word.length > 3 ? at - index + 1 : 0;
}

/** Surnames from `at` on: one, or two of them. Behind a sure given name any word that no note uses is one. */
function familyLength(tokens: readonly Token[], at: number, lists: EnglishLists, isFree: boolean): number {
  const word = tokens[at]?.word ?? '';
  const isFamily = isNameWord(word, lists) || (isFree && !lists.words.has(word) && word.length > 2);
  if (!isFamily || isPlainWord(word, lists)) return 0;
  const next = tokens[at + 1];
  if (next === undefined || next.isInitial) return 1;
  const isSecond =
    lists.family.has(next.word) || (lists.familyOrWord.has(next.word) && lists.given.has(word));
  return isSecond && !isPlainWord(next.word, lists) ? 2 : 1;
}

function isEponymPair(first: Token, last: Token | undefined, text: string, lists: EnglishLists): boolean {
  if (last === undefined || !lists.eponyms.has(first.word) || !lists.eponyms.has(last.word)) return false;
  return EPONYM_TAIL.test(text.slice(last.end, last.end + 40));
}

function isLoneName(
  { end, start, word }: Token,
  text: string,
  lists: EnglishLists,
  isShouting: boolean,
): boolean {
  const after = text.slice(end, end + 40);
  if (lists.eponyms.has(word) && (!lists.given.has(word) || EPONYM_TAIL.test(after))) return false;
  if (/^[-/]\d/u.test(after) || /[\d/-]$/u.test(text.slice(Math.max(0, start - 1), start))) return false;
  // In a line of capitals every word looks like a name.
  if (isShouting) return lists.given.has(word) && word.length > 3;
  return (
    /^[A-ZÀ-Þ][a-zà-ÿ'’-]|^[A-Z][a-z]?[A-Z]/u.test(text.slice(start, end)) ||
    isAllCapsName(text.slice(start, end), word, lists)
  );
}

function isAllCapsName(written: string, word: string, lists: EnglishLists): boolean {
  return (
    written.length > 4 &&
    written === written.toUpperCase() &&
    (lists.given.has(word) || lists.family.has(word))
  );
}

function lineAt(text: string, index: number): string {
  const from = text.lastIndexOf('\n', index) + 1;
  const to = text.indexOf('\n', index);
  return text.slice(Math.max(from, index - 80), Math.min(to < 0 ? text.length : to, index + 80));
}

function isAllCaps(line: string): boolean {
  return !/[a-z]{2}/u.test(line) && (line.match(/[A-Z]{2,}/gu) ?? []).length > 2;
}

/** SMITH, John: the surname first. */
function* reversed(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of text.matchAll(LIST_REVERSED)) {
    const [family, given] = [folded(match[1] ?? ''), folded(match[2] ?? '')];
    const isFamily = lists.family.has(family) || (lists.familyOrWord.has(family) && !lists.words.has(family));
    if (!isFamily || !(lists.given.has(given) || (lists.givenOrWord.has(given) && lists.family.has(family))))
      continue;
    const third = match[3];
    const isThird = third === undefined || third.length <= 2 || isNameWord(folded(third), lists);
    const length = isThird ? match[0].length : match[0].lastIndexOf(third);
    const name = match[0].slice(0, length).trimEnd();
    yield { start: match.index, end: match.index + name.length, type: 'name', confidence: 0.9, name };
  }
}

/** Chats write no capitals. */
function* lowerTitled(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of text.matchAll(LOWER_TITLED)) {
    const words = (match[2] ?? '').split(/[ \t]+/u);
    if (/^[A-Z]/u.test(match[2] ?? '') || words[0] === undefined) continue;
    const isName = (word: string): boolean => isNameWord(word, lists) && !lists.words.has(word);
    if (!isName(words[0])) continue;
    const isSecond = words[1] !== undefined && lists.family.has(words[1]);
    const length = isSecond ? (match[2] ?? '').length : words[0].length;
    const start = match.index + (match[1] ?? '').length;
    yield {
      start,
      end: start + length,
      type: 'name',
      confidence: 0.85,
      name: text.slice(start, start + length),
    };
  }
}
