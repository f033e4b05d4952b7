/** Chinese texts of the registrar's patients, key by key those of en/patients.ts. */
import type { patients as english } from '../en/patients.ts';
import type { SameKeys } from '../sameKeys.ts';

export const patients: SameKeys<typeof english> = {
  patients: {
    title: '我的患者',
    hint: '由您在本工作台建档的患者。办理前请先核对面前的人是谁。',
    search: '姓名的一部分，或身份证号、电话的末几位',
    none: '您还没有为任何患者建档。',
    notFound: '没有找到这个姓名或号码。',
    cards: '卡片',
    cardsAre: '未用 {{unused}} 张，已用 {{used}} 张，已吊销 {{revoked}} 张',
    open: '卡片…',
    cardsTitle: '{{name}}的卡片（{{born}} 出生）',
    identify: '请先查验身份证件：拿到卡片的人就能打开卡片对应的全部内容。',
    task: '办理事项',
    tasks: {
      further: '增发卡片',
      replace: '公钥卡或私钥条遗失：吊销并换发',
      revoke: '只吊销未用的卡片，不换发',
    },
    replaceHint:
      '先吊销所有未用的公钥卡和私钥条，此后各处一律拒绝；新卡打开同样的病史。如主卡也已遗失，请只办理吊销。',
    revokeHint_other: '{{count}} 张未用的卡片自此各处一律拒绝，病历中已有的内容不受影响。',
    reason: '原因（记入账本，不含姓名）',
    issue: '发卡',
    replace: '吊销并换发',
    revoke: '吊销卡片',
    cardRevoked:
      '第 {{n}} 号卡已于 {{time}} 由{{institution}}吊销（{{reason}}），不能使用。如为拾获的卡片，请留下并告知登记员。',
    guardian: '监护人',
    guardianIs: '{{name}}（{{relation}}）',
    guardianLegend: '监护人（儿童或不能自己办理的患者）',
    guardianName: '监护人姓名',
    relation: '与患者的关系',
    relationRule: '母亲、父亲、法定监护人等',
    guardianConsents: '{{name}}（{{relation}}）可代患者出示私钥条并表示同意，请核对其身份。',
  },
  sheet: {
    title: '请患者带回',
    once_other: '只显示这一次。请打印并交给患者后再继续。已导入 {{count}} 份文书。',
    guardian: '{{name}}（{{relation}}）可代患者出示私钥条并表示同意。',
    onceFurther: '只显示这一次。请打印并交给患者后再继续。',
    furtherHint: '每次就诊用一张，接在患者已有的卡片之后使用。封存的卡用密码打开。',
    print: '打印',
    done: '已交给患者，完成',
    cards: '公钥卡',
    cardsHint: '每次就诊用一张。第一张可直接使用，其余用密码打开。',
    slips: '私钥条',
    slipsHint: '每次就诊用一张，请与公钥卡分开保管。私钥条加密码即表示您的同意。',
    master: '主卡',
    masterHint: '请放在家中。凭其口令可打开全部病历。',
    passphrase: '主卡口令',
  },
  revocation: { lost: '遗失', stolen: '被盗', replaced: '已换发', withdrawn: '已交回' },
};
