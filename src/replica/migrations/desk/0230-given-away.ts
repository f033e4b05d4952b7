import type { Migration } from '../../migrations.ts';

/**
 * Sealed files that were brought to the own node for a colleague and that nobody will fetch there any more: the colleague
 * has all of the message, or it was deleted, or the dialogue ended. They are named here until the node forgot them.
 */
export const desk0230: Migration = {
  number: 230,
  name: 'given-away',
  sql: `
    -- why a message waits that nobody has paused: code of what the disk said
    ALTER TABLE dialogue_given ADD COLUMN trouble TEXT;

    CREATE TABLE given_away (
      blob BLOB PRIMARY KEY NOT NULL CHECK (length(blob) = 32)
    ) STRICT;

    CREATE TRIGGER given_away_by_receipt AFTER UPDATE OF state ON dialogue_given
    WHEN NEW.state = 'whole' AND OLD.state <> 'whole' BEGIN
      INSERT OR IGNORE INTO given_away
        SELECT f.blob_id FROM dialogue_files f JOIN dialogue_messages m ON m.id = f.message
        WHERE f.message = NEW.message AND f.stored = 1 AND m.mine = 1;
    END;
    CREATE TRIGGER given_away_by_deletion AFTER DELETE ON dialogue_files WHEN OLD.stored = 1 BEGIN
      INSERT OR IGNORE INTO given_away VALUES (OLD.blob_id);
    END;
    CREATE TRIGGER given_away_by_end AFTER UPDATE OF ended ON dialogues
    WHEN NEW.ended IS NOT NULL AND OLD.ended IS NULL BEGIN
      INSERT OR IGNORE INTO given_away
        SELECT f.blob_id FROM dialogue_files f JOIN dialogue_messages m ON m.id = f.message
        WHERE m.dialogue = NEW.id AND f.stored = 1 AND m.mine = 1;
    END;
    -- What was on its way to the node when it became so.
    CREATE TRIGGER given_away_late AFTER UPDATE OF stored ON dialogue_files
    WHEN NEW.stored = 1 AND OLD.stored = 0 BEGIN
      INSERT OR IGNORE INTO given_away
        SELECT NEW.blob_id FROM dialogue_given g
        JOIN dialogue_messages m ON m.id = g.message JOIN dialogues d ON d.id = m.dialogue
        WHERE g.message = NEW.message AND (g.state = 'whole' OR d.ended IS NOT NULL);
    END;
  `,
};
