/** The specialty (科室) that a department's name means, as facets name it; their texts are the screens' (`specialtyName`). */

/** In order: the first that stands in a department's name; narrow ones before those that they belong to. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/儿|p(?:a)?ediatr/iu, 'paediatrics'],
  [/神经外|neurosurg/iu, 'neurosurgery'],
  [/胸外|thoracic/iu, 'cardiothoracic-surgery'],
  [/呼吸|respir|pulmon/iu, 'respiratory'],
  [/心|cardi/iu, 'cardiology'],
  [/消化|gastro/iu, 'gastroenterology'],
  [/神经|neuro/iu, 'neurology'],
  [/内分泌|endocr/iu, 'endocrinology'],
  [/肾|nephro|renal/iu, 'nephrology'],
  [/血液|h(?:a)?emato/iu, 'haematology'],
  [/风湿|rheuma/iu, 'rheumatology'],
  [/感染|传染|infect/iu, 'infectious-diseases'],
  [/肿瘤|oncol/iu, 'oncology'],
  [/骨|orthop/iu, 'orthopaedics'],
  [/泌尿|urolog/iu, 'urology'],
  [/妇|产|obstet|gyn(?:a)?ec/iu, 'obstetrics-gynaecology'],
  [/眼|ophthal|eye/iu, 'ophthalmology'],
  [/耳|鼻|喉|otolar|ENT/u, 'otolaryngology'],
  [/皮肤|dermat/iu, 'dermatology'],
  [/口腔|牙|stomat|dent/iu, 'stomatology'],
  [/精神|psych/iu, 'psychiatry'],
  [/康复|rehab/iu, 'rehabilitation'],
  [/重症|ICU|critical|intensive/iu, 'intensive-care'],
  [/急诊|emerg/iu, 'emergency'],
  [/中医|traditional/iu, 'traditional-chinese-medicine'],
  [/老年|geriatr/iu, 'geriatrics'],
  [/外科|surg/iu, 'general-surgery'],
  [/内科|全科|medicine|general pract/iu, 'general-medicine'],
];

/** Null where the name says nothing of it. */
export function specialtyOf(department: string): string | null {
  return NAMES.find(([name]) => name.test(department))?.[1] ?? null;
}
