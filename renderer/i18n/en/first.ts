/** English texts of the first run: what a computer is to be, and founding an institution. */
export const first = {
  firstRun: {
    question: 'Nothing is set up here yet. What is this computer for?',
    ways: {
      demonstration: {
        title: 'To try Consilium out',
        hint: 'Two hospitals with doctors, registrars and made-up patients, all on this computer',
      },
      institution: {
        title: 'Create an institution',
        hint: 'Your hospital founds its own ledger here; other hospitals can join it later',
      },
    },
    interrupted:
      'A set-up was begun here and did not come to its end. Begin again: what it had made is cleared away, and recovery words from it open nothing.',
    patients: 'With six made-up patients and their cards',
    needed:
      'The officer and the first doctor each type a passphrase of their own, and write 24 recovery words on paper. Have both of them here, with paper and pen. It takes about ten minutes.',
    begin: 'Create an institution…',
  },
  founding: {
    title: 'Create an institution',
    step: {
      institution: 'Institution',
      officer: 'Officer',
      doctor: 'First doctor',
      registrar: 'Registrar',
      review: 'Check',
    },
    institutionHint: 'The name of your hospital, as patients know it. It stands on the ledger for good.',
    nameZh: 'Name of the institution in Chinese',
    nameEn: 'Name in Latin letters',
    hint: {
      officer:
        'The officer acts for the institution on the ledger: enters staff and suspends them, and holds the keys of its archive.',
      doctor: 'The first doctor. Others make their accounts later, and the officer enters them.',
      registrar:
        'The registrar registers visits and makes the cards of patients. Without one, no patient can be registered yet.',
    },
    rule: {
      officer: 'Typed by the officer. At least 10 characters, or 6 Chinese characters. Nobody can reset it.',
      doctor:
        'Typed by the doctor, whom nobody can sign for. At least 10 characters, or 6 Chinese characters.',
      registrar: 'Typed by the registrar. At least 10 characters, or 6 Chinese characters.',
    },
    wordsOf: 'Recovery words of {{name}}, {{role}}',
    anew: 'They are not on paper: make new words',
    hasKeys: 'The keys are made, and the words are on paper. Names can still be changed.',
    next: 'Next',
    skip: 'Later: go on without a registrar',
    forGood: 'Names and licence stand on the ledger for good. Look at every character.',
    found: 'Found the institution',
    done: 'The institution stands. Its people can log in, each with their own passphrase.',
    offline: 'Keep the offline keys elsewhere',
    offlineHint:
      'Records stay readable for the archive by keys that no computer uses from day to day. They are in this file, sealed: only the officer can open it, with the 24 words or the passphrase. Keep a copy on a medium that does not stay here.',
    saveOffline: 'Save the offline keys…',
  },
} as const;
