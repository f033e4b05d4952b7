/** Addresses, institutions, occupations and origins in English text. A state or a country stays. */
import { EPONYM_TAIL } from './cues.ts';
import type { Rule } from '../rules.ts';

const WORD = String.raw`(?:[A-Z][A-Za-z'’.-]*)`;
const STREET = String.raw`(?:Street|St|Avenue|Ave|Av|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Way|Terrace|Ter|Circle|Cir|Parkway|Pkwy|Highway|Hwy|Square|Sq|Crescent|Cres|Close|Row|Mews|Gardens|Grove|Hill|Trail|Trl|Turnpike|Tpke|Route|Rte|Loop|Alley|Plaza|Walk|Heights|Quay|Wharf|Green|Common|Park|View|Rise|Expressway|Pike|Crossing|Path|Run)`;
const UNIT = String.raw`(?:,?\s*(?:Apt|Apartment|Unit|Suite|Ste|Flat|Rm|Room|Floor|Fl|Bldg|Building|Lot|#)\.?\s*#?\s?[A-Z0-9-]{1,6}(?:st|nd|rd|th)?(?: [Ff]loor)?)`;
const STATES = String.raw`(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|British Columbia|Alberta|Manitoba|Nova Scotia|New South Wales|NSW|Victoria|VIC|Queensland|QLD)`;
const POST = String.raw`(?:\s+\d{5}(?:-\d{4})?|\s+[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\s+[A-Z]\d[A-Z] ?\d[A-Z]\d|\s+\d{4}\b)`;
const CITY = String.raw`(?:${WORD}(?:[ -]${WORD}){0,3})`;
const CITIES =
  "Los Angeles|San Francisco|San Diego|San Jose|San Antonio|Chicago|Houston|Phoenix|Philadelphia(?! chromosome)|Dallas|Austin|Boston|Seattle|Denver(?! (?:II|test|developmental))|Detroit|Memphis|Portland|Las Vegas|Baltimore|Milwaukee|Albuquerque|Tucson|Fresno|Sacramento|Kansas City|Atlanta|Miami|Minneapolis|Cleveland|New Orleans|Tampa|Honolulu|Pittsburgh|Cincinnati|St\\.? Louis|Orlando|Brooklyn|Manhattan|Queens|Bronx|Newark|Buffalo|Rochester|Albany|Hartford|New Haven|Providence|Worcester|Springfield|Burlington|Richmond|Norfolk|Charlotte|Raleigh|Durham|Greensboro|Charleston|Columbia|Savannah|Jacksonville|Nashville|Knoxville|Louisville|Lexington|Indianapolis|Columbus|Toledo|Dayton|Akron|Omaha|Lincoln|Des Moines|Tulsa|Oklahoma City|Wichita|Salt Lake City|Boise|Spokane|Tacoma|Anchorage|London|Manchester|Birmingham|Liverpool|Leeds|Sheffield|Bristol(?! stool)|Glasgow(?! [Cc]oma|[ -](?:CS|score|Blatchford|outcome))|Edinburgh|Cardiff|Belfast|Dublin|Cork|Galway|Oxford|Cambridge|Newcastle|Nottingham|Leicester|Southampton|Brighton|Toronto|Montreal|Vancouver|Ottawa|Calgary|Edmonton|Winnipeg|Halifax|Sydney|Melbourne|Brisbane|Perth|Adelaide|Auckland|Wellington|Mumbai|Delhi|Bangalore|Chennai|Kolkata|Hyderabad|Lagos|Nairobi|Johannesburg|Cape Town|Cairo|Dubai|Istanbul|Berlin|Munich|Hamburg|Frankfurt|Paris|Lyon|Madrid|Barcelona|Rome|Milan|Vienna|Zurich|Geneva|Amsterdam|Brussels|Stockholm|Oslo|Copenhagen|Helsinki|Warsaw|Prague|Budapest|Athens|Moscow|Tokyo|Osaka|Seoul|Beijing|Shanghai|Guangzhou|Shenzhen|Tianjin|Wuhan|Chengdu|Hangzhou|Nanjing|Xi'an|Hong Kong|Taipei|Singapore|Bangkok|Manila|Jakarta|Hanoi|Kuala Lumpur";
const ORGANISATION = String.raw`(?:Hospitals?|Medical (?:Center|Centre|Group|College|Associates|School|Arts)|Health(?:care)?(?: (?:System|Center|Centre|Services|Network|Clinic|Partners|Care))?|Clinics?|Infirmary|Hospice|Nursing (?:Home|Facility|Center)|Rehab(?:ilitation)?(?: (?:Center|Hospital|Facility))?|Care (?:Home|Center|Centre)|Cancer (?:Center|Centre|Institute)|Heart (?:Center|Institute)|Surgery (?:Center|Centre)|Dialysis(?: Center)?|Imaging(?: Center)?|Laborator(?:y|ies)|Diagnostics|Pharmacy|Pharmacies|Surgery|GP Practice|Practice|Family Practice|Associates|Manor|Living(?: Center)?|Senior Living|Village|Lodge|Villa|University|College|Academy|Elementary(?: School)?|(?:High|Middle|Primary|Secondary|Grammar|Nursery|Medical|Law|Business) School|School|Institute|Foundation|Church|Temple|Mosque|Synagogue|Parish|Prison|Jail|Correctional (?:Facility|Center)|Police(?: Department)?|Fire Department|Sheriff'?s (?:Office|Department)|Library|Museum|Bank|Insurance|Corporation|Corp|Company|Inc|LLC|LLP|Ltd|PLC|plc|GmbH|Industries|Motors|Airlines|Airways|Electronics|Foods|Stores?|Supermarket|Hotel|Restaurant|Factory|Plant|Mill|Farms?|Brewery|Mine|Construction|Trust|NHS (?:Foundation )?Trust|Army|Navy|Air Force Base|Base|Shelter|Daycare|Preschool|Kindergarten)`;
const GENERIC_ORGANISATION =
  /^(?:The |Our |This |That |Local |Outside |Another |Other |Home |Mental |Public |Behavioral |Women'?s |Children'?s |Primary |General |Community |Regional |County |City |Memorial |University |Teaching |District |State |National |Day |Outpatient |Inpatient |Emergency |Urgent |Acute |Skilled |Assisted |Pain |Wound |Memory |Heart |Cancer |Surgery |Sleep |Eye |Dental |Family |Medical |Surgical |Cardiac |Pulmonary |Physical |Occupational |Oral |General |Vascular |Plastic |Orthopedic |Spine |Bariatric |Cardiothoracic |Thoracic |Colorectal |Elective |Open |Minor |Major |Previous |Prior |Recent |Past |Private |Life |Health |Laboratory |Clinical |Diagnostic |Nuclear |Stress |Blood |Stroke |Follow[- ]?up |Pre-?op |Post-?op |No |In |At |To |From |After |During |Had |Has |Had |With |For |And |Of |Retail |High |Middle |Elementary |Medicine |Brain |Back |Knee |Hip |Breast |Bypass |Robotic |Laparoscopic |Coumadin |Anticoagulation |Fracture |Chest |Asthma |Diabetes |Oncology |Cardiology |Neurology |Renal |Urology |Dermatology |Psychiatry |GI |ENT |OB |GYN |Ob\/Gyn |Prenatal |Antenatal |Travel |Vaccine |Walk-?in |Independent |Senior |Group |Hospital |Medicare |Travel |Auto |Car |Short-?term |Long-?term |Subacute |Inpatient |Hemo |Hemodialysis |Peritoneal |MR |CT |PET |X-?Ray )*(?:Hospitals?|Medical (?:Center|Centre|Group|School|College)|Health(?:care)?(?: (?:System|Center|Centre|Services|Clinic|Care))?|Clinics?|Hospice|Nursing (?:Home|Facility|Center)|Rehab(?:ilitation)?(?: (?:Center|Hospital|Facility))?|Care (?:Home|Center|Centre)|Cancer (?:Center|Centre)|Surgery(?: (?:Center|Centre))?|Dialysis(?: Center)?|Imaging(?: Center)?|Laborator(?:y|ies)|Diagnostics|Pharmacy|Practice|Associates|Living(?: Center)?|Senior Living|University|College|School|(?:High|Middle|Primary|Secondary|Elementary|Nursery|Medical) School|Church|Bank|Insurance|Company|Institute|Foundation|Trust|Base|Plant|Store|Stores|Hotel|Restaurant|Village|Police(?: Department)?|Jail|Prison|Shelter|Daycare|Preschool|Library|Army|Navy|Construction|Inc|Mill|Mine|Farm|Farms|Academy|Lodge|Infirmary|Company|Temple)$/iu;

const JOBS = String.raw`(?:school ?teacher|teacher|accountant|truck driver|bus driver|taxi driver|driver|engineer|software engineer|software developer|programmer|lawyer|attorney|police officer|policeman|firefighter|soldier|veteran|chef|cook|waiter|waitress|bartender|mechanic|electrician|plumber|carpenter|welder|construction worker|factory worker|farmer|rancher|fisherman|miner|coal miner|sailor|pilot|flight attendant|secretary|receptionist|cashier|salesman|saleswoman|salesperson|sales manager|manager|banker|broker|realtor|real estate agent|architect|designer|graphic designer|artist|painter|musician|singer|actor|actress|writer|author|journalist|reporter|editor|photographer|librarian|professor|scientist|researcher|chemist|biologist|priest|pastor|minister|janitor|custodian|housekeeper|maid|nanny|hairdresser|barber|beautician|tailor|seamstress|butcher|baker|mail carrier|postal worker|postman|security guard|judge|politician|mayor|senator|councilman|consultant|contractor|landscaper|gardener|roofer|mason|bricklayer|machinist|dock worker|longshoreman|shipyard worker|steelworker|textile worker|auto worker|paralegal|social worker|athlete|football player|basketball player|coach|dancer|jeweler|business owner|businessman|businesswoman|restaurant owner|shop owner|warehouse worker|bookkeeper|clerk|civil servant|diplomat|translator|interpreter|tour guide|veterinarian)`;

export const ENGLISH_PLACES: readonly Rule[] = [
  {
    type: 'address',
    pattern: new RegExp(
      String.raw`(\b)(\d{1,6}[A-Z]?(?:[-/]\d{1,5})?\s+(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Old|New)\.?\s+)?(?:(?:\d{1,3}(?:st|nd|rd|th)|${WORD})\s+){1,4}${STREET}\b\.?(?:\s+(?:N|S|E|W|NE|NW|SE|SW)\b\.?)?${UNIT}?(?:[,\n]\s*${CITY})?(?:,\s*${STATES}\b\.?)?${POST}?)`,
      'g',
    ),
    confidence: 0.97,
  },
  {
    type: 'address',
    pattern: new RegExp(
      String.raw`(\b)(\d{1,6}\s+(?:[NSEW]\.?\s+)?(?:\d{1,3}(?:ST|ND|RD|TH)|[A-Z][A-Za-z]+)(?:\s+[A-Z][A-Za-z]+){0,2}\s+(?:STREET|ST|AVENUE|AVE|ROAD|RD|DRIVE|DR|LANE|LN|BOULEVARD|BLVD|COURT|CT|PLACE|PL|WAY|CIRCLE|HIGHWAY|HWY)\b\.?${UNIT}?(?:[,\n]\s*${CITY})?(?:,\s*${STATES}\b)?${POST}?)`,
      'g',
    ),
    confidence: 0.95,
  },
  {
    type: 'address',
    pattern:
      /(\b)(\d{1,6}\s+(?:[nsew]\.?\s+)?(?:\d{1,3}(?:st|nd|rd|th)|[a-z]+)(?:\s+[a-z]+)?\s+(?:street|avenue|ave|road|rd|drive|lane|blvd|boulevard|court|crescent|terrace)\b\.?(?:,?\s+(?:apt|unit|flat|suite)\.?\s*#?[a-z0-9-]{1,5})?)/g,
    confidence: 0.9,
  },
  { type: 'address', pattern: /(\b)(P\.?\s?O\.?\s?Box\s+\d{1,6})/gi, confidence: 0.97 },
  {
    type: 'address',
    pattern: new RegExp(
      String.raw`(\b(?:on|near|off|at|from|along)\s+)((?:${WORD}\s+){1,3}(?:Street|Avenue|Road|Lane|Boulevard|Drive|Highway|Parkway|Crescent|Terrace)\b)`,
      'g',
    ),
    confidence: 0.85,
  },
  {
    type: 'address',
    pattern: new RegExp(String.raw`((?:^|[^A-Za-z]))(${CITY},\s*${STATES}\b\.?${POST}?)(?![a-z])`, 'g'),
    confidence: 0.85,
    accepts: (found) =>
      !/^(?:MD|Dr|Mr|Patient|Date|Hospital)\b/u.test(found) &&
      /^[A-Z][a-z]/u.test(found) &&
      !/,\s*(?:MD|PA|DO|OR|IN|ME|MA|OH|HI|OK)\b(?!\s+\d{5})/u.test(found),
  },
  {
    type: 'address',
    pattern: new RegExp(
      String.raw`((?:^|[\n;|]|\b)(?:(?:[Hh]ome |[Mm]ailing |[Pp]ermanent |[Cc]urrent |[Ss]treet |[Pp]resent |[Bb]illing |[Ww]ork )?[Aa]ddress|ADDRESS|[Rr]esidence|[Bb]irthplace|[Pp]lace of [Bb]irth|[Hh]ometown|[Cc]ity|[Tt]own|[Cc]ounty)\s*[:=]\s*)([^\n;|]{3,90}?)(?=\s{2,}|[\n;|]|$|\.\s|[,.]?\s+(?:[Pp]hone|[Tt]el|[Mm]obile|[Cc]ell|[Ee]mail|DOB|MRN|SSN|[Zz]ip|[Ss]ex|[Gg]ender)\b)`,
      'g',
    ),
    confidence: 0.93,
  },
  {
    type: 'address',
    pattern: new RegExp(
      String.raw`(\b(?:lives?|living|resid(?:es?|ing)|born|raised|grew up|moved|relocated|originally|visiting|traveled|travelled|travels|trip|vacation(?:ing)?|emigrated|immigrated|native|resident|home|returned|flew|commutes?|works?|stays?|staying|house|apartment|transferred|airlifted|lives alone|retired)\s+(?:alone |with (?:his|her) \w+ )?(?:in|from|to|near|of|at|outside|around)\s+(?:the )?)((?:[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?)(?:\s(?:[A-Z][a-z]+)){0,2}(?:,\s*${STATES}\b)?)`,
      'g',
    ),
    confidence: 0.75,
    accepts: (found) => !NO_PLACE.test(found),
  },
  {
    type: 'address',
    pattern: new RegExp(String.raw`((?:^|[^A-Za-z]))(${CITIES})(?![A-Za-z-])`, 'g'),
    confidence: 0.7,
    accepts: (_, __, after) => !EPONYM_TAIL.test(after) && !/^\s(?:hump|Flint|brace|coma)/u.test(after),
  },
  {
    type: 'address',
    pattern: new RegExp(
      String.raw`(\b)(${WORD}(?: ${WORD})? (?:County|Township|Borough|Parish|Shire|Reservation|Island)\b)`,
      'g',
    ),
    confidence: 0.8,
    accepts: (found) => !/^(?:The|This|Our)\b/u.test(found),
  },
  {
    type: 'institution',
    pattern: new RegExp(
      String.raw`((?:^|[^A-Za-z]))((?:(?:St\.?|Saint|Mount|Mt\.?|Our Lady of|The)\s)?(?:${WORD}|[A-Z]{2,5})(?:(?:\s(?:and|of|the|for|at|&|de|-)){0,2}\s(?:${WORD}|[A-Z]{2,5})){0,6}?\s(?:&\s)?${ORGANISATION})(?![a-z])(?:\s(?:of|at|in|for)\s(?:the\s)?${WORD}(?:\s${WORD}){0,2})?`,
      'g',
    ),
    confidence: 0.85,
    accepts: (found) => !GENERIC_ORGANISATION.test(found) && !isSentenceStart(found),
  },
  {
    type: 'institution',
    pattern:
      /(\b)((?:University|College|Hospital|Institute|School|Bank|Church|Infirmary)\s+of\s+(?:the\s+)?[A-Z][A-Za-z'’-]+(?:\s(?:and|of|at|-)?\s?[A-Z][A-Za-z'’-]+){0,4}|(?:Mayo|Cleveland) Clinic|Johns Hopkins|Mass General|MGH|BWH|BIDMC|UCSF|UCLA|NYU(?: Langone)?|Kaiser(?: Permanente)?|Memorial Sloan Kettering|MD Anderson|Mount Sinai|Cedars-Sinai|Addenbrooke's(?! [Cc]ognitive)|Great Ormond Street|Walmart|Walgreens|CVS|Rite Aid|Costco|Amazon|Google|Microsoft|Boeing|FedEx|UPS|Starbucks|McDonald's|Blue Cross(?: Blue Shield)?|BCBS|Aetna|Cigna|Humana|UnitedHealthcare|United Healthcare|Anthem)\b/g,
    confidence: 0.85,
  },
  {
    type: 'institution',
    pattern:
      /((?:^|[\n;|]|\b)(?:[Ee]mployer|[Ff]acility|[Hh]ospital|[Cc]linic|[Pp]harmacy|[Ss]chool|[Ii]nstitution|[Oo]rganization|[Cc]ompany|[Ii]nsurer|[Ii]nsurance(?: company| provider| plan)?|[Pp]ayer|FACILITY|HOSPITAL|[Pp]lace of work|[Ww]orkplace|[Pp]ractice|[Ll]aboratory|[Pp]erforming lab)\s*[:=]\s*)([A-Z][^\n;|:,]{2,60}?)(?=\s{2,}|[\n;|,]|$|\.\s)/g,
    confidence: 0.9,
    accepts: (found) =>
      !/^(?:None|N\/A|Unknown|Retired|Unemployed|Self|See|Stable|Course|No\b|Yes)/iu.test(found),
  },
  {
    type: 'institution',
    pattern:
      /(\b(?:works? (?:at|for)|working (?:at|for)|worked (?:at|for)|employed (?:at|by|with)|job at|employee of|student at|studies at|attends|attending|enrolled at|graduated from|retired from|teaches at)\s+(?:the\s+|a\s+)?)([A-Z][A-Za-z0-9&'’.-]+(?:\s+(?:(?:of|and|&|the)\s+)?[A-Z][A-Za-z0-9&'’.-]+){0,5})/g,
    confidence: 0.8,
  },
  {
    type: 'occupation',
    pattern: new RegExp(
      String.raw`(\b(?:[Oo]ccupation|OCCUPATION|[Pp]rofession|[Jj]ob(?: title)?|[Ee]mployment|[Ww]ork)\s*[:=]\s*)([A-Za-z][^\n;|,.]{2,40})`,
      'g',
    ),
    confidence: 0.8,
    accepts: (found) => !/^(?:none|n\/a|unknown|unemployed|not\b|disabled|up\b|note)/iu.test(found),
  },
  {
    type: 'occupation',
    pattern: new RegExp(
      String.raw`(\b(?:an?|the|as|retired|former|ex-?|works? as an?|worked as an?|working as an?|is an?|was an?|self-employed)\s+)((?:retired |former |high school |elementary school |middle school |professional |part-time |freelance |commercial |licensed )?${JOBS})(?=[\s,.;)])`,
      'gi',
    ),
    confidence: 0.6,
  },
];

const NO_PLACE =
  /^(?:Home|Hospital|ICU|ED|ER|The|His|Her|January|February|March|April|May|June|July|August|September|October|November|December|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South (?:Carolina|Dakota|Africa)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|England|Scotland|Wales|Ireland|America|USA|China|India|Mexico|Canada|Europe|Asia|Africa|Medicine|Surgery|Cardiology|Neurology|Oncology|Rehab|Hospice|Telemetry|Radiology|Recovery|Emergency|Mr|Mrs|Ms|Dr)\b(?!,\s*[A-Z])/u;

function isSentenceStart(found: string): boolean {
  return (
    /^(?:He|She|They|We|I|It|Discharged|Admitted|Transferred|Referred|Seen|Presented|Call|Return|Contact|Please|No|Any|All|Date|Name|Phone|Patient|Attending|Status|History|Past|Family|Social|Chief|Current|Present|Follow|See|Per|Via)\s/u.test(
      found,
    ) && found.split(/\s/u).length <= 2
  );
}
