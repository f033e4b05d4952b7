/** Numbers and codes by the label before them, in Chinese and English. */
import type { Rule } from './rules.ts';
import type { SpanType } from './spans.ts';

/** What may stand between a label and its value. */
const COLON = String.raw`(?:\s*(?:[:：=#]|为|是|号码|号|编号|\bis\b|\bwas\b|\bno\b\.?|\bnumber\b|\bnum\b\.?|[(]|\[))*\s*`;
/** A code: it holds a digit, and is masked in parts perhaps. */
const CODE = String.raw`(?=[A-Za-z*_\-/. ]{0,8}[\d*])[A-Za-z0-9*][A-Za-z0-9*_/\-]{1,31}`;
const DIGITS = String.raw`[\d*](?:[ \-]?[\d*OolI]){3,22}`;

function labelled(type: SpanType, labels: string, value: string = CODE, confidence = 0.97): Rule {
  return {
    type,
    pattern: new RegExp(`((?:${labels})${COLON})(${value})`, 'gi'),
    confidence,
    accepts: hasDigit,
  };
}

/** Four digits behind "called at" are a time of day. */
function isLongEnough(found: string, before: string): boolean {
  const digits = (found.match(/[\d*]/gu) ?? []).length;
  return (
    digits > 6 ||
    (digits > 3 && /(?:pager|beeper|ext|extension)\W{0,3}(?:no|number|#)?\W{0,3}$/iu.test(before))
  );
}

export function hasDigit(found: string): boolean {
  return /[\d*]/u.test(found);
}

/** In Chinese a label may have spaces between its characters, as forms print it. */
function spaced(...words: readonly string[]): string {
  return words.map((word) => Array.from(word).join(String.raw`\s{0,4}`)).join('|');
}

export const CHINESE_LABELS: readonly Rule[] = [
  labelled(
    'national-id',
    `${spaced('身份证', '证件', '公民身份')}(?:件|明)?(?:类型)?(?:\\s{0,4}号\\s{0,4}码?)?|居民户口簿|户口本号?`,
    `${DIGITS}[Xx]?|${CODE}`,
    1,
  ),
  labelled(
    'passport',
    '护\\s{0,4}照(?:号码?)?|(?:往来)?港澳(?:居民)?(?:来往内地|往来)?通行证|台胞证|台湾居民来往大陆通行证|回乡证|军官证|士兵证|警官证|居留证|永久居留身份证|外国人居留许可',
    `[^\\s,，。;；:：()\\d]{0,3}字第?\\d{4,10}号?|${CODE}`,
    1,
  ),
  labelled(
    'insurance-number',
    `${spaced('医保', '社保', '新农合', '农合', '保险', '保单', '社会保障', '医疗证', '参合')}(?:电脑|个人|账户|帐户|证|卡|编|参保人?|凭证|合同|单)*(?:号码?|编号|卡|ID)?`,
    `${CODE}`,
  ),
  labelled(
    'bank-card',
    '(?:银行|储蓄|信用|借记|工资|农行|工行|建行|中行|招行|社保金融)(?:卡|账户|账号|帐号|卡号)+(?:号码?)?|(?:开户行?账号|卡号)',
    DIGITS,
    0.98,
  ),
  labelled(
    'phone',
    `${spaced('电话', '手机', '座机', '联系方式', '传真', '热线', '固话', '致电', '拨打', '来电')}(?:\\s{0,4}号\\s{0,4}码?)?|(?:Tel|TEL|Fax|FAX)\\.?`,
    String.raw`[(+]?[\d*][\d*OolI()\- ]{4,20}[\d*]`,
  ),
  labelled(
    'account',
    '(?:Q\\s?Q|扣扣|微\\s?信|WeChat|wechat|VX|vx|薇信|威信|支付宝|抖音|快手|微博|钉钉|飞书|Line|WhatsApp|Skype|用户名|登录名|账户名|账号|帐号|登陆账号|昵称|网名)(?:群|名|号|ID)*(?:号码?)?(?:同号)?',
    String.raw`@?[A-Za-z0-9][A-Za-z0-9_.\-@]{2,31}`,
  ),
  {
    type: 'record-number',
    pattern: new RegExp(
      String.raw`((?:${spaced('住院', '门诊', '病案', '病历', '病员', '病人', '患者', '登记', '就诊', '就医', '挂号', '诊疗', '诊疗卡', '急诊', '档案', '健康卡', '健康档案', '影像', '检查', '检验', '标本', '样本', '条码', '条形码', '申请', '申请单', '报告', '报告单', '病理', '放射', '超声', '胃镜', '肠镜', '内镜', '心电', '心电图', 'X线', 'X光', 'CT', 'MR', 'MRI', 'DR', 'PET', '处方', '医嘱', '发票', '收据', '流水', '结算', '订单', '序列', '单据', '入院', '体检', '手术', '血袋', '献血', '缴费', '交易', '合同', '受试者', '筛选', '随机', '试验', '建档', '母婴', '出生证', '出生医学证明', '死亡证明', '接种', '预约', '取药', '排队', '工单', '案件', '编')}|ID)(?:卡|单|证|人|条|唯一|登记|识别|索引|随机)*\s{0,4}(?:ID|No\.?|号\s{0,4}码?|编\s{0,4}号|流水号|条码|ID号|索引号)\s*(?:[:：=#]|为|是)*\s*)(${CODE})`,
      'gi',
    ),
    confidence: 0.97,
    accepts: hasDigit,
  },
  {
    type: 'record-number',
    pattern:
      /((?:登记|住院|门诊|病案|病历|标本|条码|影像|病理|检查|就诊卡|诊疗卡|健康卡|一卡通)\s*[:：]\s*)([A-Za-z]{0,4}\d[\dA-Za-z-]{3,20})/g,
    confidence: 0.9,
  },
  labelled(
    'licence-number',
    '(?:执业|资格|医师|护士|药师|律师|驾驶|从业|职业|注册|许可|上岗|合格|毕业|学位|工作|员工|胸牌|工)(?:医师|护士|资格|证书|执业|许可|经营)*(?:证|牌|卡)?(?:书)?(?:号码?|编号|编码|代码)|驾照(?:号码?)?|工号|学号|学籍号|警号|军号|编制号|护士编号|医师编码|医保医师代码',
    CODE,
  ),
  labelled(
    'device',
    '(?:设备|仪器|器械|产品|起搏器|植入物|支架|假体|机身|序列|出厂|批|耳蜗|泵|除颤器|导管|钢板|人工关节|透析机|呼吸机)(?:唯一)?(?:序列|编|批|标识|机身|出厂)?(?:号码?|编号|编码|标识|SN)|SN码?|IMEI|UDI|S/N',
    CODE,
  ),
  labelled(
    'organisation-code',
    '(?:统一)?社会信用代码|组织机构代码|税号|纳税人识别号|机构代码|机构编码|营业执照(?:号|注册号)?',
    CODE,
  ),
  labelled('postcode', '邮\\s{0,4}编|邮政编码|邮码', String.raw`\d{6}`),
  labelled(
    'vehicle',
    '车\\s{0,4}牌(?:号码?)?|车号|车架号|发动机号|VIN',
    String.raw`[\u4e00-\u9fff]?[A-Z0-9·\- ]{4,20}`,
  ),
  {
    type: 'bed',
    pattern:
      /()((?:[一二三四五六七八九十\d]{1,3}(?:病区|区|楼|病房|房)?\s?[-,]?\s?)?(?:加|\+)?\d{1,4}\s?[床]|\d{1,4}[AB]?号床|床\s{0,3}(?:位)?(?:号\s*[:：]?|[:：])\s*(?:加|\+)?[A-Z]?\d{1,4}(?:[-A-Z]\d{0,3})?床?)/g,
    confidence: 0.8,
    accepts: isBed,
  },
  {
    type: 'biometric',
    pattern:
      /((?:指纹|虹膜|声纹|人脸|掌纹|面部识别|DNA样本|基因样本)(?:特征|采集|模板|图像|识别)*(?:码|编号|号|ID|文件)?\s*[:：]\s*)([A-Za-z0-9+/_=.-]{4,64})/g,
    confidence: 0.95,
  },
];

function isBed(found: string, before: string, after: string): boolean {
  return (
    !/(?:编制|开放|设|共|有|张|约|近|血小板)\s*$/u.test(before) &&
    !/^(?:位数|位\d|旁|边|张|上肢|单位)/u.test(after) &&
    !found.startsWith('0')
  );
}

export const ENGLISH_LABELS: readonly Rule[] = [
  labelled(
    'national-id',
    String.raw`\b(?:SSN|SS#|social security|soc\.? sec\.?|national insurance|NINO|NI number|national id(?:entity)?(?: card)?|identity card|ID card|NRIC|aadhaar|PESEL|BSN|CPF|SIN|PPSN|NHS|CHI number|medicare beneficiary|MBI)(?: ?(?:no|number|num|id|card))?\b\.?`,
    String.raw`[A-Za-z0-9*][A-Za-z0-9* \-]{4,20}[A-Za-z0-9*]`,
    0.99,
  ),
  labelled('passport', String.raw`\bpassport(?: ?(?:no|number|num))?\b\.?`, CODE, 0.99),
  labelled(
    'insurance-number',
    String.raw`\b(?:(?:health )?insurance|policy|member(?:ship)?|subscriber|group|medicare|medicaid|payer|plan|beneficiary|claim|authorization|auth|HICN|health plan|health card|OHIP)(?: ?(?:id|no|number|num|card|policy|code|beneficiary))*\b\.?`,
    CODE,
    0.95,
  ),
  labelled(
    'record-number',
    String.raw`\b(?:MRN|MR ?#|MR ?(?=\d{5})|M\.R\.N\.?|med(?:ical)?\.? rec(?:ord)?s?(?: ?(?:no|number|num))?|hospital (?:no|number|id)|unit (?:no|number)|chart(?: ?(?:no|number))?|patient (?:id|no|number|identifier)|pt\.? ?(?:id|no)|record (?:id|no|number)|visit (?:id|no|number)|encounter(?: ?(?:id|no|number))?|accession(?: ?(?:no|number))?|ACC ?#|specimen(?: ?(?:id|no|number))?|case (?:no|number)|account (?:no|number)|acct\.?(?: ?(?:no|number))?|FIN|CSN|HAR|order (?:no|number|id)|requisition(?: ?(?:no|number))?|barcode|study (?:id|no|number)|subject (?:id|no|number)|admission (?:no|number|id)|episode (?:no|number)|prescription (?:no|number)|rx ?(?:no|number|#)|lab (?:no|number|id)|sample (?:id|no|number)|path(?:ology)? (?:no|number)|file (?:no|number)|reference(?: ?(?:no|number))?|ref (?:no|number)|our ref|your ref|job (?:no|number|id)|document (?:id|no|number)|dictation (?:id|no|number)|confirmation (?:no|number)|transaction (?:id|no)|invoice(?: ?(?:no|number))?|ticket)\b\.?`,
    CODE,
    0.95,
  ),
  labelled(
    'bank-card',
    String.raw`\b(?:credit card|debit card|card (?:no|number)|bank account|account|a/c|IBAN|routing(?: number)?|sort code|visa|mastercard|amex)(?: ?(?:no|number|num|ending(?: in)?))?\b\.?`,
    String.raw`[A-Z]{0,2}[\d*](?:[ \-]?[\d*A-Z]){3,30}`,
    0.9,
  ),
  labelled(
    'licence-number',
    String.raw`\b(?:licen[cs]e|lic|driver'?s? licen[cs]e|DL|DEA|NPI|GMC|NMC|HPCSA|UPIN|registration|certificate|certification|cert|badge|employee|staff|provider|pager|bleep|state id|student)(?: ?(?:id|no|number|num|#))*\b\.?`,
    CODE,
    0.93,
  ),
  labelled(
    'device',
    String.raw`\b(?:serial|S/N|SN|device|model|lot|implant|pacemaker|ICD device|UDI|IMEI|MAC|asset|generator|lead|pump)(?: ?(?:id|identifier|serial|no|number|num|#))+\b\.?|\b(?:S/N|SN|UDI|IMEI)\b`,
    CODE,
    0.93,
  ),
  labelled(
    'vehicle',
    String.raw`\b(?:licen[cs]e plate|plate|vehicle|VIN|registration plate|car reg(?:istration)?|tag)(?: ?(?:id|no|number|num|#))*\b\.?`,
    String.raw`(?=[A-Z \-]{0,5}\d)[A-Z0-9][A-Z0-9\- ]{2,16}[A-Z0-9]`,
    0.9,
  ),
  {
    ...labelled(
      'phone',
      String.raw`\b(?:tel(?:ephone)?|phone|ph|cell(?:phone)?|mobile|mob|fax|pager|contact (?:no|number)|call(?:ed)?(?: back)?(?: at)?|reached? at|ext(?:ension)?|beeper|home|work|office|hotline)(?: ?(?:no|number|num|#))?\b\.?`,
      String.raw`[(+]?[\d*](?:[ ()\-.]{0,3}[\d*]){3,15}(?: ?(?:x|ext\.?) ?\d{1,6})?`,
      0.93,
    ),
    accepts: isLongEnough,
  },
  labelled(
    'account',
    String.raw`\b(?:user(?: ?(?:name|id))?|login|account name|screen name|handle|skype|whatsapp|wechat|twitter|instagram|facebook|facetime|zoom(?: id)?|teams id|snapchat|tiktok|telegram|discord|linkedin|portal id)\b`,
    String.raw`@?[A-Za-z0-9][A-Za-z0-9_.\-@]{2,31}`,
    0.85,
  ),
  {
    type: 'account',
    pattern:
      /((?:\b(?:user ?name|login(?: id)?|handle|screen name|skype|wechat(?: id)?|twitter|instagram|facebook|telegram|username)|微信号?|QQ号?|昵称|网名|用户名|账号)\s*(?:[:：=]|为|是|is)\s*)(@?[A-Za-z0-9][A-Za-z0-9_.-]{2,31})/gi,
    confidence: 0.95,
  },
  { type: 'account', pattern: /((?:^|[\s(（,，:：]))(@[A-Za-z][A-Za-z0-9_.]{2,31})/g, confidence: 0.8 },
  {
    type: 'postcode',
    pattern:
      /(\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|zip(?: ?code)?:?),?\s+)(\d{5}(?:-\d{4})?)\b/g,
    confidence: 0.95,
  },
  {
    type: 'postcode',
    pattern: /(\b)([A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKSTUW]? \d[ABD-HJLNP-UW-Z]{2})\b/g,
    confidence: 0.9,
  },
  {
    type: 'bed',
    pattern:
      /(\b)((?:bed|room|rm|ward|bay|cubicle)\.?\s*(?:no\.?|number|#|:)?\s*[A-Z]?-?\d{1,4}(?:[-\s]?[A-D]\b)?)/gi,
    confidence: 0.75,
  },
  {
    type: 'biometric',
    pattern:
      /(\b(?:fingerprint|iris|retina(?:l)? scan|voice ?print|face (?:id|template)|palm print|dna profile)(?: (?:id|code|template|no|number|file|hash))*\s*[:#=]?\s+)([A-Za-z0-9+/_=-]*\d[A-Za-z0-9+/_=.-]{3,64})/gi,
    confidence: 0.93,
  },
];
