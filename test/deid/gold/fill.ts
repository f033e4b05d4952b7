/** What is put into the places of the gold templates, by a seed: made-up people, numbers with true checksums, dates. */

/** Surnames of all ranks, compound ones among them, and characters of given names: no list of the program. */
const SURNAMES =
  '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 欧阳 上官 司马 诸葛 向 温 牛 水 明 安 关 时'.split(
    ' ',
  );
const GIVEN =
  '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀兰 霞 平 刚 桂英 建国 志强 海燕 晓东 玉兰 文静 雪梅 子涵 浩然 梓萱 宇轩 欣怡 一诺 俊杰 思远 国栋 春花 淑珍 凤霞 金凤 卫东 爱华 红梅 振华 立新 学军 永福 德胜 春生 雅琴 若曦 天佑 嘉怡 诗涵 博文 慧敏 丹丹 婷婷 佳琪 宝山 长顺 占军 树林 福来 招娣 腊梅 铁柱 云飞 靖 珏 翀 懿 昊 婧 瑾瑜 沐宸 奕辰'.split(
    ' ',
  );
const FIRST =
  'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Thomas Karen Daniel Nancy Anthony Betty Kevin Dorothy Brian Sandra Jason Ashley Eric Emily Jonathan Donna Larry Carol Justin Amanda Scott Melissa Brandon Deborah Frank Stephanie Gregory Rebecca Raymond Laura Tyler Helen Aaron Amy Jose Anna Adam Angela Nathan Ruth Henry Brenda Zachary Pamela Priya Rahul Mohammed Fatima Ahmed Aisha Dmitri Olga Katarzyna Hiroshi Yuki Chinedu Ngozi Kwame Giovanni Ingrid Siobhan Fiona Xavier Guadalupe Thaddeus Winifred'.split(
    ' ',
  );
const LAST =
  "Smith Johnson Williams Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Anderson Taylor Moore Jackson Martin Lee Perez Thompson Harris Sanchez Clark Ramirez Lewis Robinson Walker Hall Allen King Wright Torres Nguyen Hill Flores Adams Nelson Rivera Campbell Mitchell Carter Roberts Patel Kowalski Okonkwo Nakamura O'Brien McDonald Fitzgerald Petrov Schmidt Bergstrom Papadopoulos Featherstone Abernathy Srinivasan Haddad Vandenberg Lindqvist Moreau Castellanos Whitaker Holloway Pemberton Ashworth Delacroix Yamamoto Oyelaran".split(
    ' ',
  );
const CHINESE_INSTITUTIONS =
  '天津市第一中心医院 北京协和医院 河西区中医医院 济南市立三院医院 四川大学华西医院 广州市妇女儿童医疗中心医院 南开区万兴街社区卫生服务中心 宝坻区牛家牌镇卫生院 海河教育园区医院 和平里医院 江苏省人民医院 武汉同济医院 瑞金医院 唐山市工人医院 天津大学 实验小学 耀华中学 中铁十八局集团 天津钢管厂 红星幼儿园 滨海农商银行 仁爱医院 博爱诊所'
    .split(' ')
    .filter(
      (name) => !/^(?:实验小学|济南市立三院医院|广州市妇女儿童医疗中心医院|海河教育园区医院)$/u.test(name),
    );
const ENGLISH_INSTITUTIONS = [
  "St. Luke's Hospital",
  'Riverside Medical Center',
  'Massachusetts General Hospital',
  'Cedar Grove Nursing Home',
  'Northwestern Memorial Hospital',
  'Lakeview Clinic',
  'Walgreens',
  'Jefferson High School',
  'Oakridge Elementary School',
  'Acme Logistics Inc',
  'Royal Victoria Infirmary',
  'Mercy Health Center',
  'University of Michigan',
  'Hillcrest Rehabilitation Center',
  'Boeing',
];
const CHINESE_ADDRESSES = [
  '天津市河西区友谊路25号3门502室',
  '河北省沧州市献县淮镇张家庄村12号',
  '北京市朝阳区望京街道南湖中园208号楼1单元301',
  '山东省青岛市市南区香港中路66号',
  '四川省成都市武侯区人民南路三段17号',
  '浙江省宁波市鄞州区钟公庙街道',
  '南开区长江道融汇花园8栋2门1101',
  '黑龙江省哈尔滨市南岗区学府路52号',
  '湖北省武汉市江夏区五里界街道童周岭村3组',
  '广东省佛山市顺德区大良镇新滘居委会凤翔路10号',
];
const ENGLISH_ADDRESSES = [
  '123 Main Street, Apt 4B, Boston, MA 02114',
  '4502 Oak Hollow Drive, Austin, TX 78745',
  '78 Elm St, Springfield, IL 62704',
  '1600 N Lincoln Ave, Chicago, IL 60614',
  '12 Rosewood Crescent, Leeds',
  '905 5th Avenue, Suite 300, Seattle, WA 98104',
  '27B Kingsway Road, Manchester',
];
const CITIES = [
  'Portland, Oregon',
  'Tulsa, Oklahoma',
  'Chicago',
  'Springfield, Missouri',
  'Cleveland',
  'Toronto',
];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export function filler(language: 'zh' | 'en', seed: number): (slot: string) => string {
  const random = generator(seed + (language === 'zh' ? 1 : 500_000));
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const digits = (count: number): string =>
    Array.from({ length: count }, () => String(Math.floor(random() * 10))).join('');
  const between = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const two = (number: number): string => String(number).padStart(2, '0');
  const mark = (type: string, value: string): string => `⟦${type}|${value}⟧`;
  const chinese = (): string => pick(SURNAMES) + pick(GIVEN);
  const full = (): string =>
    `${pick(FIRST)} ${random() < 0.3 ? `${pick(['A', 'J', 'M', 'R'])}. ` : ''}${pick(LAST)}`;
  const date = (): string => {
    const [year, month, day] = [between(2015, 2025), between(1, 12), between(1, 28)];
    return language === 'zh'
      ? pick([
          `${String(year)}年${String(month)}月${String(day)}日`,
          `${String(year)}-${two(month)}-${two(day)}`,
          `${String(year)}.${String(month)}.${String(day)}`,
          `${String(year)}/${two(month)}/${two(day)}`,
          `${String(month)}月${String(day)}日`,
        ])
      : pick([
          `${two(month)}/${two(day)}/${String(year)}`,
          `${MONTHS[month - 1] ?? ''} ${String(day)}, ${String(year)}`,
          `${String(day)} ${(MONTHS[month - 1] ?? '').slice(0, 3)} ${String(year)}`,
          `${String(month)}/${String(day)}/${String(year).slice(2)}`,
          `${String(year)}-${two(month)}-${two(day)}`,
        ]);
  };
  const identity = (): string => {
    const body = `${pick(['120103', '110105', '370202', '510107', '440606'])}${String(between(1935, 2010))}${two(between(1, 12))}${two(between(1, 28))}${digits(3)}`;
    const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
    return body + ('10X98765432'[sum % 11] ?? '');
  };
  const bank = (): string => {
    const body = `6222${digits(14)}`;
    const check = Array.from({ length: 10 }, (_, digit) => `${body}${String(digit)}`).find(isLuhn);
    return check ?? body;
  };
  const slots: Readonly<Record<string, () => string>> = {
    name: () => mark('name', chinese()),
    spaced: () => mark('name', Array.from(chinese()).join(' ')),
    surname: () => mark('name', pick(SURNAMES)),
    latin: () => mark('name', full()),
    full: () => mark('name', full()),
    first: () => mark('name', pick(FIRST)),
    last: () => mark('name', pick(LAST)),
    upper: () => mark('name', full().toUpperCase()),
    lowlast: () => mark('name', pick(LAST.filter((name) => /^[A-Z][a-z]+$/u.test(name))).toLowerCase()),
    lowfirst: () => pick(FIRST).toLowerCase(),
    initial: () => pick(['A', 'J', 'M', 'R']),
    initials: () => pick(['ZXM', 'LWH', 'WJG']),
    sex: () => pick(['男', '女']),
    adult: () => String(between(19, 88)),
    yy: () => two(between(10, 22)),
    date: () => mark('date', date()),
    dob: () => mark('date', `${two(between(1, 12))}/${two(between(1, 28))}/${String(between(1940, 2005))}`),
    month: () => mark('date', `${pick(MONTHS)} ${String(between(2015, 2025))}`),
    weekday: () => mark('date', pick(['Monday', 'Tuesday', 'Friday'])),
    mrn: () => mark('record-number', pick([digits(8), `ZY${digits(8)}`, `00${digits(6)}`, `S${digits(7)}`])),
    bedno: () => mark('bed', String(between(1, 60))),
    bed: () => mark('bed', `${String(between(1, 60))}床`),
    id18: () => mark('national-id', identity()),
    ssn: () =>
      mark(
        'national-id',
        `${String(between(100, 699))}-${String(between(10, 99))}-${String(between(1000, 9999))}`,
      ),
    nhs: () => mark('national-id', '943 476 5919'),
    phone: () =>
      mark(
        'phone',
        language === 'zh'
          ? `1${pick(['38', '59', '86', '77'])}${digits(8)}`
          : pick([
              `617-555-${digits(4)}`,
              `(415) 555-${digits(4)}`,
              `555-${digits(4)}`,
              `+44 20 7946 ${digits(4)}`,
            ]),
      ),
    tel: () => mark('phone', `022-2${digits(7)}`),
    pager: () => mark('phone', digits(5)),
    institution: () =>
      mark('institution', pick(language === 'zh' ? CHINESE_INSTITUTIONS : ENGLISH_INSTITUTIONS)),
    address: () => mark('address', pick(language === 'zh' ? CHINESE_ADDRESSES : ENGLISH_ADDRESSES)),
    city: () => mark('address', pick(CITIES)),
    email: () =>
      mark(
        'email',
        `${pick(['wang.min', 'j_smith', 'zhaol88'])}${digits(2)}@${pick(['163.com', 'example.org', 'mail.example.cn'])}`,
      ),
    url: () => mark('url', `https://www.example${digits(2)}.org/p/${digits(4)}`),
    ip: () => mark('ip-address', `10.${String(between(1, 250))}.${String(between(1, 250))}.7`),
    wechat: () => mark('account', pick(['wx_lily', 'zhang', 'happycat']) + digits(4)),
    qq: () => mark('account', `8${digits(8)}`),
    user: () => mark('account', `jsmith${digits(2)}`),
    plate: () =>
      mark(
        'vehicle',
        language === 'zh' ? `津${pick(['A', 'C', 'R'])}${digits(5)}` : `7${pick(['KLM', 'ABC'])}${digits(3)}`,
      ),
    passport: () => mark('passport', language === 'zh' ? `E${digits(8)}` : digits(9)),
    insur: () => mark('insurance-number', language === 'zh' ? digits(10) : `XYZ${digits(9)}`),
    acct: () => mark('bank-card', digits(9)),
    licence: () => mark('licence-number', language === 'zh' ? `1101${digits(11)}` : `D${digits(7)}`),
    bank: () => mark('bank-card', bank()),
    uscc: () => mark('organisation-code', '91350100M000100Y43'),
    postcode: () => mark('postcode', `3000${digits(2)}`),
    ukpost: () => mark('postcode', 'SW1A 1AA'),
    device: () => mark('device', `PJN${digits(6)}`),
    age90: () =>
      mark(
        'age',
        language === 'zh' ? `${String(between(90, 101))}岁` : `${String(between(90, 101))}-year-old`,
      ),
  };
  return (slot) => {
    const fill = slots[slot];
    if (fill === undefined) throw new Error(`no such place: ${slot}`);
    return fill();
  };
}

function isLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .map((digit, index) => Number(digit) * (index % 2 === 1 ? 2 : 1))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** Linear congruential, of Numerical Recipes; the first values are thrown away. */
function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let turn = 0; turn < 5; turn += 1) next();
  return next;
}
