/** How names in Latin letters are written, and what stands before and behind them. */
const LETTER = String.raw`[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ]`;
const UPPER = String.raw`[A-ZÀ-ÖØ-ÞĀĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŪŮŹŻŽ]`;
/** O'Brien, McDonald, Smith-Jones, al-Sayed, José, SMITH. */
const WORD = String.raw`(?:\b(?:[ae]l-)?${UPPER}['’]?${LETTER}+(?:['’]${UPPER}${LETTER}+)?(?:-${UPPER}?${LETTER}+){0,2})`;
const INITIAL = String.raw`(?:${UPPER}\b\.?)`;
const PARTICLE = String.raw`(?:van der|van den|van de|de la|de los|del|della|de|di|da|dos|du|le|la|van|von|der|den|bin|bint|ibn|al|el|ter|ten|af|zu|st\.?|Van|Von|De|Di|Da|La|Le|Du|Del|El|Al|St\.?)`;
const SPACE = String.raw`(?:[ \t]|\r?\n[ \t]{0,4})`;
const PART = String.raw`(?:${PARTICLE}${SPACE}){0,2}${WORD}`;
export const FULL = String.raw`(?:(?:${INITIAL}${SPACE}?){0,3}${PART}|${INITIAL})(?:${SPACE}(?:${INITIAL}(?:${SPACE}?${INITIAL})?(?=${SPACE}${UPPER}|\s|[,.;:)]|$)|["“(]${WORD}["”)](?=${SPACE})|${PART})){0,4}(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?`;
const REVERSED = String.raw`${PART},[ \t]{0,2}${WORD}(?:${SPACE}(?:${INITIAL}|${WORD}))?`;

const TITLE = String.raw`(?:Drs?|DR|Mr|MR|Mrs|MRS|Ms|MS|Mx|Miss|Master|Prof|Professor|Doctor|Nurse|Sister|Matron|Rev|Reverend|Fr|Father|Rabbi|Imam|Pastor|Deacon|Chaplain|Sir|Dame|Lady|Lord|Sgt|Sergeant|Officer|Ofc|Capt|Captain|Lt|Lieutenant|Col|Colonel|Maj|Major|Gen|Judge|Hon|Attorney|Atty|Det|Detective|Madam|Aunt|Uncle|Auntie|Grandma|Grandpa|Se[nñ]ora?|Sra?|Monsieur|Mme|Herr|Frau|Coach|Principal|Senator|Mayor|Consultant|Registrar|Surgeon)`;
const LABEL = String.raw`(?:patient'?s?(?: name)?|pt\.?(?: name)?|(?:full |first |last |given |family |legal |preferred |maiden |middle |birth |sur|client |resident |baby |infant |child |mother'?s? |father'?s? |spouse'?s? |parent'?s? |contact |guardian'?s? |provider |physician |doctor |nurse |member |subscriber |insured |policy ?holder |guarantor |caregiver |proxy |employee |account )?name|surname|forename|alias|aka|a\.k\.a\.|nickname|attending(?: physician| md| surgeon| doctor| provider)?|resident(?: physician)?|intern|fellow|surgeons?|primary surgeon|assistants?(?: surgeon)?|first assistant|anesthesiologist|anaesthetist|anesthetist|anesthesia(?: provider)?|crna|scrub nurse|circulating nurse|circulator|radiologist|pathologist|interpreting(?: physician| radiologist)?|read(?:ing)? (?:by|physician|radiologist)|reported by|verified by|authorized by|approved by|reviewed by|performed by|ordered by|ordering(?: physician| provider| doctor| md)?|referr(?:ed by|ing(?: physician| provider| doctor| md| gp)?)|requested by|requesting (?:physician|provider|doctor)|admitting(?: physician| md)?|consult(?:ing|ant)?(?: physician| surgeon)?|primary care(?: physician| provider| doctor)?|pcp|gp|family (?:doctor|physician)|provider|physician|doctor|md|nurse(?: practitioner)?|rn|lpn|cna|np|pa-?c?|therapist|pharmacist|dietitian|dietician|social worker|case manager|care coordinator|technician|technologist|tech|sonographer|midwife|dictated by|dictator|transcribed by|transcriptionist|typed by|entered by|recorded by|documented by|prepared by|completed by|written by|author|authored by|signed(?: by)?|electronically signed(?: by)?|e-?signed(?: by)?|digitally signed by|signature|co-?signed(?: by)?|countersigned(?: by)?|attested by|witness(?:ed by)?|cc|cc'd|copy to|copies to|to|from|attn|attention|dear|re|regarding|next of kin|nok|emergency contact|contact(?: person)?|kin|mother|father|parent|spouse|husband|wife|partner|son|daughter|brother|sister|guardian|caregiver|carer|poa|hcp|health ?care proxy|power of attorney|proxy|guarantor|subscriber|insured|beneficiary|employer contact|interpreter|informant|historian|accompanied by|brought in by|collected by|drawn by|phlebotomist|received by|called to|notified|handed over to|handover to|sign-?out to|escort|driver|supervisor|supervising (?:physician|md)|preceptor|scribe|investigator|principal investigator|coordinator|sender|recipient|caller|respondent|claimant|plaintiff|defendant|applicant|client|member|tenant|teacher|coach|friend|neighbou?r|roommate|crew|team|staff|family|participants|present|attendees|in attendance|paramedics?|emt|officer|technicians)`;
const CREDENTIAL = String.raw`(?:M\.?D\.?|D\.?O\.?|R\.?N\.?|N\.?P\.?|P\.?A\.?(?:-C)?|Ph\.?D\.?|MBBS|MBChB|MBBCh|BMBS|FRCP|FRCS|MRCP|FACS|FACC|FACP|DDS|DMD|DPM|DVM|LPN|LVN|CNA|CRNA|CNM|APRN|ARNP|FNP(?:-C|-BC)?|AGNP|PharmD|RPh|LCSW|LICSW|MSW|RD|RDN|PT|DPT|OT|OTR(?:/L)?|SLP|CCC-SLP|RRT|CRT|RT|MPH|MSc?|BSN|MSN|DNP|PsyD|OD|EMT(?:-P)?|Esq|CMA|MA)`;
const RELATIVE = String.raw`(?:wife|husband|spouse|partner|mother|father|mom|mum|mommy|dad|daddy|son|sons|daughter|daughters|brother|brothers|sister|sisters|aunt|uncle|cousin|niece|nephew|grandmother|grandfather|grandma|grandpa|grandson|granddaughter|stepson|stepdaughter|stepmother|stepfather|stepmom|stepdad|son-in-law|daughter-in-law|mother-in-law|father-in-law|sister-in-law|brother-in-law|fianc[eé]e?|girlfriend|boyfriend|friend|neighbou?r|roommate|caregiver|carer|guardian|ex-wife|ex-husband|twin|sibling|landlord|boss|coworker|colleague|teacher|nanny|babysitter|pastor|nurse|aide|social worker|therapist|surgeon|cardiologist|oncologist|neurologist|nephrologist|urologist|psychiatrist|psychologist|pulmonologist|gastroenterologist|endocrinologist|dermatologist|pediatrician|paediatrician|hospitalist|radiologist|pathologist|anesthesiologist|gynecologist|obstetrician|rheumatologist|intensivist|pharmacist|midwife|resident|intern|physician|interpreter|case manager|attorney|lawyer|patient|pt|gentleman|lady|woman|man|boy|girl|infant|baby|child|named|called|name is|named is)`;

interface Cue {
  readonly pattern: RegExp;
  readonly confidence: number;
  /** Whether a single word that is in no list is a name here. */
  readonly isSure: boolean;
  /** Whether a word of notes is one too: behind Mr. stands nothing else. */
  readonly takesWords?: true;
  /** Whether somebody may have the name of a disease here. */
  readonly takesEponyms?: true;
  readonly needsColon?: true;
}

export const CUES: readonly Cue[] = [
  {
    pattern: new RegExp(String.raw`(\bDrs\.?${SPACE}${FULL}${SPACE}(?:and|&)${SPACE})(${FULL})`, 'g'),
    confidence: 0.95,
    isSure: true,
    takesWords: true,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Bb]ed|[Rr]oom|[Rr]m|BED|ROOM)${SPACE}?\d{1,4}[A-D]?${SPACE}?[-–:]${SPACE}?)(${FULL})`,
      'g',
    ),
    confidence: 0.9,
    isSure: false,
    takesEponyms: true,
  },
  {
    pattern: new RegExp(
      String.raw`(\b${TITLE}(?:\.|\b)(?:${SPACE}(?:and|&)${SPACE}${TITLE}\.?)?${SPACE}{1,2})(${FULL})`,
      'g',
    ),
    confidence: 0.97,
    isSure: true,
    takesWords: true,
  },
  {
    pattern: new RegExp(
      String.raw`((?:^|[\n\r.;|,(\t]|[ ]{2,}|\b)\s*(?:[Tt]he )?${caseless(LABEL)}(?: ?\((?:s|name|print(?:ed)?|relationship)\))?[ \t]{0,4}[:=#][ \t]*(?:\r?\n[ \t]*)?_{0,20}(?:${TITLE}\.?[ \t]+)?)(${REVERSED}|${FULL})`,
      'g',
    ),
    needsColon: true,
    confidence: 0.97,
    isSure: true,
  },
  {
    pattern: new RegExp(
      String.raw`(\b${caseless('electronically signed|e-?signed|digitally signed|signed|dictated|transcribed|reviewed|verified|performed|interpreted|ordered|seen|evaluated|examined|entered|reported|authenticated|approved|prepared|written|documented|witnessed|attested|operated on|referred|typed|requested|accompanied|assisted|read|cosigned|co-signed|discussed|spoke|spoken|d/w|called|paged|notified|informed|contacted|emailed|texted|met')} (?:by|with|to|off by)?:?${SPACE}?(?:the ${RELATIVE},? )?(?:${TITLE}\.?${SPACE})?)(${REVERSED}|${FULL})`,
      'g',
    ),
    confidence: 0.9,
    isSure: false,
  },
  {
    pattern: new RegExp(String.raw`()(${REVERSED}|${FULL})(?=,?${SPACE}(?:${CREDENTIAL})(?![A-Za-z]))`, 'g'),
    confidence: 0.93,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Tt]he|[Yy]our|[Oo]ur|[Aa]|[Pp]atient'?s?|[Pp]t'?s|[Oo]lder|[Yy]ounger|[Ee]lder|[Ee]ldest|[Yy]oungest|[Aa]dult|[Tt]win|[Ll]ate|[Ff]ormer|,)?${SPACE}?\b${RELATIVE}(?:'s name is| is named| named| called| is| \(named|s)?,?${SPACE}?[("“]?)(${FULL})`,
      'g',
    ),
    confidence: 0.93,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Tt]hanks|[Rr]egards|[Ss]incerely|[Cc]heers|[Rr]espectfully|[Ff]aithfully|[Ww]ishes|[Yy]ours|[Tt]hank you|[Ll]ove|[Bb]est)[,!]?(?:[ \t]|[ \t]*\r?\n\s*)(?:${TITLE}\.?[ \t]+)?)(${FULL})`,
      'g',
    ),
    confidence: 0.9,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:[Nn]amed|[Nn]ame is|[Nn]ame was|[Nn]icknamed|goes by|known as|called|[Ii] am|[Ii]'m|[Mm]y name is|[Tt]his is|AKA|née|nee|formerly)[ \t]["“]?)(${FULL})`,
      'g',
    ),
    confidence: 0.9,
    isSure: false,
  },
  {
    pattern: new RegExp(
      String.raw`()(${FULL})(?=(?:'s)? (?:is a|was a|, an?) \d{1,3}[- ](?:year|yr|y/?o|month|week|day))`,
      'g',
    ),
    confidence: 0.9,
    isSure: false,
  },
];

/** Without regard to case, in a pattern that regards it. */
function caseless(pattern: string): string {
  return `(?i:${pattern})`;
}

export const CAPITALISED = new RegExp(String.raw`(?<![A-Za-zÀ-ſ0-9_@/])(${FULL})`, 'g');
export const LIST_REVERSED = new RegExp(
  String.raw`(?<![A-Za-zÀ-ſ0-9])(${WORD}(?:-${WORD})?),[ \t]?(${WORD})(?:[ \t](${INITIAL}|${WORD}))?(?![A-Za-z])`,
  'g',
);

/** What stands behind the name of a disease, a sign or a device. */
export const EPONYM_TAIL =
  /^(?:['’]s?)?(?:[- ](?:[a-z]+[- ])?(?:and|&|-)?[- ]?)?(?:['’]s?)?\s?-?\s?(?:disease|syndrome|sign|signs|test|score|scale|criteria|classification|lymphoma|sarcoma|tumor|tumour|catheter|procedure|operation|palsy|thyroiditis|fracture|node|nodes|nodule|nodules|stain|phenomenon|maneuver|manoeuvre|reflex|position|index|grade|stage|lactate|solution|monitor|ulcer|ulcers|esophagus|oesophagus|contracture|body|bodies|point|drain|line|tube|bag|anemia|anaemia|ataxia|dystrophy|chorea|dementia|ganglion|duct|gland|cyst|canal|ligament|fascia|loop|pouch|diverticulum|aneurysm|tetralogy|anomaly|malformation|deformity|law|equation|formula|curve|method|technique|repair|incision|approach|flap|graft|plate|nail|wire|clamp|forceps|retractor|speculum|scissors|medium|agar|virus|fever|itch|lines|spots|patches|rash|purpura|vasculitis|arteritis|granulomatosis|nephritis|nephropathy|encephalopathy|psychosis|aphasia|area|lobe|angle|space|triangle|ring|hernia|valve|shunt|stent|ratio|rule|triad|pentad|ataxic|breathing|respiration|respirations|murmur|pulse|exercises|contractions|jelly|wing|splint|collar|brace|frame|dressing|boot|kit|papilloma|carcinoma|melanoma|disorder|type|class|mass|count|smear|levels|screen|screening|ultrasound|flow|study|studies|exam|maneuvre|hypothesis|effect|response|crisis|attack|paralysis|paresis|plot|analysis|survival|estimate|regression|palpation|negative|positive)\b/iu;
