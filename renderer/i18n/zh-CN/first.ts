/** Chinese texts of the first run, key by key those of en/first.ts. */
import type { first as english } from '../en/first.ts';
import type { SameKeys } from '../sameKeys.ts';

export const first: SameKeys<typeof english> = {
  firstRun: {
    question: '本机尚未设置。您要用它做什么？',
    ways: {
      demonstration: {
        title: '试用 Consilium',
        hint: '在本机建立两家医院，配有医生、登记员和虚构患者',
      },
      institution: {
        title: '建立机构',
        hint: '由本院在本机创建自己的账本，其他医院以后可以加入',
      },
    },
    interrupted: '上次设置没有完成。请重新开始：已生成的内容会被清除，当时抄下的恢复词不再有效。',
    patients: '附带六位虚构患者及其卡片',
    needed:
      '机构管理员和第一位医生要各自输入自己的口令，并把 24 个恢复词抄在纸上。请两位都到场，备好纸笔，大约需要十分钟。',
    begin: '建立机构…',
  },
  founding: {
    title: '建立机构',
    step: {
      institution: '机构',
      officer: '机构管理员',
      doctor: '第一位医生',
      registrar: '登记员',
      review: '核对',
    },
    institutionHint: '医院的名称，患者所熟悉的全称。名称将永久记入账本。',
    nameZh: '机构中文名称',
    nameEn: '拉丁字母名称',
    hint: {
      officer: '机构管理员在账本上代表本机构：登记和停用人员，并掌管档案密钥。',
      doctor: '第一位医生。其他医生以后自己建立账户，由机构管理员登记。',
      registrar: '登记员负责挂号、建档和制卡。没有登记员，暂时不能为患者建档。',
    },
    rule: {
      officer: '由机构管理员本人输入。至少 10 个字符，或 6 个汉字。任何人都无法重置。',
      doctor: '由医生本人输入，任何人不能代签。至少 10 个字符，或 6 个汉字。',
      registrar: '由登记员本人输入。至少 10 个字符，或 6 个汉字。',
    },
    wordsOf: '{{role}}{{name}}的恢复词',
    anew: '没有抄下：重新生成恢复词',
    hasKeys: '密钥已生成，恢复词已抄好。姓名仍可修改。',
    next: '下一步',
    skip: '以后再说，先不设登记员',
    forGood: '名称、姓名和执业证号将永久记入账本，请逐字核对。',
    found: '建立机构',
    done: '机构已建立。各位可用自己的口令登录。',
    offline: '请把离线密钥另行保管',
    offlineHint:
      '病历档案靠一对平时不用的密钥保持可读。密钥就在这个文件里，已封存：只有机构管理员凭恢复词或口令才能打开。请复制到不留在本机的介质上。',
    saveOffline: '保存离线密钥…',
  },
};
