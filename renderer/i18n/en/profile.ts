/** English texts of what a doctor says of themselves to colleagues. */
export const profile = {
  profile: {
    languages: 'Languages you consult in',
    hint: 'Colleagues of all hospitals find you by them. Nothing else is told.',
    sent: 'Your hospital node has it.',
    waiting: 'It waits here until your hospital node has it.',
    filter: 'Language',
    spoken: 'Consults in {{languages}}',
  },
  /** By BCP 47 code. Chromium comes without the names of many of them. */
  spokenLanguage: {
    zh: 'Chinese',
    yue: 'Cantonese',
    wuu: 'Wu',
    nan: 'Southern Min',
    hak: 'Hakka',
    bo: 'Tibetan',
    ii: 'Yi',
    kk: 'Kazakh',
    ko: 'Korean',
    mn: 'Mongolian',
    ug: 'Uyghur',
    za: 'Zhuang',
    ar: 'Arabic',
    de: 'German',
    en: 'English',
    es: 'Spanish',
    fr: 'French',
    ja: 'Japanese',
    pt: 'Portuguese',
    ru: 'Russian',
    th: 'Thai',
    vi: 'Vietnamese',
  },
};

export const profileErrors = {
  'profile-malformed':
    'What a hospital node gave as the profile of a colleague cannot be read. It is not shown.',
  'profile-network': 'The profile of a colleague belongs to another ledger. It is not shown.',
  'profile-doctor': 'A hospital node gave the profile of another doctor. It is not shown.',
  'profile-key': "The profile was signed with a key that is no longer this doctor's. It is not shown.",
  'profile-signature': 'The profile was not signed by the doctor whose name it bears. It is not shown.',
  'profile-older': 'A newer profile of this doctor is there already. The older one changes nothing.',
};
