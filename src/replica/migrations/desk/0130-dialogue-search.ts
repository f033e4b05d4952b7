import type { Migration } from '../../migrations.ts';

/**
 * Words of messages, to be searched. What they are is not SQL's to say (desk/searchWords.ts), so triggers note whose are
 * missing and the desk fills them in; what a message no longer says is out of the index in the same statement, to the
 * last byte.
 */
export const desk0130: Migration = {
  number: 130,
  name: 'dialogue-search',
  sql: `
    CREATE VIRTUAL TABLE dialogue_words USING fts5(place, words, tokenize = 'ascii', columnsize = 0);
    INSERT INTO dialogue_words (dialogue_words, rank) VALUES ('secure-delete', 1);

    CREATE TABLE dialogue_unindexed (message INTEGER PRIMARY KEY NOT NULL) STRICT;
    INSERT INTO dialogue_unindexed SELECT id FROM dialogue_messages WHERE text <> '';

    CREATE TRIGGER dialogue_words_added AFTER INSERT ON dialogue_messages WHEN new.text <> '' BEGIN
      INSERT INTO dialogue_unindexed VALUES (new.id);
    END;
    CREATE TRIGGER dialogue_words_changed AFTER UPDATE OF text ON dialogue_messages WHEN new.text <> old.text BEGIN
      DELETE FROM dialogue_words WHERE rowid = old.id;
      DELETE FROM dialogue_unindexed WHERE message = old.id;
      INSERT INTO dialogue_unindexed SELECT new.id WHERE new.text <> '';
    END;
    CREATE TRIGGER dialogue_words_removed AFTER DELETE ON dialogue_messages BEGIN
      DELETE FROM dialogue_words WHERE rowid = old.id;
      DELETE FROM dialogue_unindexed WHERE message = old.id;
    END;
  `,
};
