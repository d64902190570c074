-- history.db, version 90

CREATE TRIGGER environments_changed AFTER UPDATE OF body ON environments WHEN OLD.body <> NEW.body BEGIN
      UPDATE environments SET changed_at = NEW.updated_at WHERE environment_id = NEW.environment_id;
    END;

CREATE TRIGGER files_newest_save AFTER UPDATE OF newest_save_id ON files BEGIN
      UPDATE files SET newest_kept_at = (SELECT kept_at FROM saves WHERE save_id = NEW.newest_save_id)
      WHERE file_id = NEW.file_id;
    END;

CREATE TABLE applied_migrations (
    version INTEGER NOT NULL PRIMARY KEY, -- the step, as in user_version
    applied_at TEXT NOT NULL,             -- UTC ISO-8601
    app_version TEXT NOT NULL             -- version of Elo
  ) STRICT;

CREATE TABLE bindings (
      binding_id INTEGER PRIMARY KEY, -- order of birth
      environment_id TEXT NOT NULL, -- FoccoLojas' id
      file_id TEXT NOT NULL REFERENCES files (file_id), -- the drawing
      ambient_guid TEXT,               -- the 3D environment inside the file; null for the whole file
      bound_at TEXT NOT NULL, -- when it was made
      unbound_at TEXT                  -- null while it is active
    ) STRICT;

CREATE TABLE counters (
      name TEXT NOT NULL PRIMARY KEY, -- kebab-case
      value INTEGER NOT NULL           -- the last one given out
    ) STRICT, WITHOUT ROWID;

CREATE TABLE creations (
      creation_id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
      delivery_id TEXT REFERENCES outbox (delivery_id), -- asks FoccoLojas for the environment; null where it exists already
      project_id TEXT, -- FoccoLojas' project; null where the environment exists already
      environment_id TEXT, -- the environment, once it is known
      name TEXT NOT NULL, -- of the environment
      file TEXT, -- path wished for its project file; null where none is wished
      begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1)), -- the file's place is taken and bound
      state TEXT NOT NULL CHECK (state IN ('asked', 'file', 'done', 'failed')), -- what comes next
      reason TEXT, -- error code of a failure
      created_at TEXT NOT NULL, -- when it was asked for
      updated_at TEXT NOT NULL, -- when it last went on
      CHECK ((state = 'failed') = (reason IS NOT NULL)),
      CHECK (delivery_id IS NOT NULL OR environment_id IS NOT NULL)
    ) STRICT;

CREATE TABLE customers (
      customer_id TEXT NOT NULL PRIMARY KEY, -- FoccoLojas' id
      name TEXT NOT NULL, -- personal data
      body TEXT NOT NULL               -- JSON; personal data
    ) STRICT;

CREATE TABLE environment_items (
      environment_id TEXT NOT NULL PRIMARY KEY, -- the environment they are of
      items TEXT NOT NULL, -- JSON array; FoccoLojas' answer
      told_at TEXT NOT NULL -- when FoccoLojas said so
    ) STRICT;

CREATE TABLE environments (
      environment_id TEXT NOT NULL PRIMARY KEY, -- FoccoLojas' id
      project_id TEXT NOT NULL, -- the project it is in
      name TEXT NOT NULL, -- as shown
      state TEXT NOT NULL,             -- shared/domain/environmentState.ts
      outdated INTEGER NOT NULL CHECK (outdated IN (0, 1)), -- 1 while a save is newer than the last version
      locked INTEGER NOT NULL CHECK (locked IN (0, 1)), -- purchase orders were issued
      last_version INTEGER,            -- null before the first
      version_token TEXT NOT NULL,     -- decides between machines (ETag)
      body TEXT NOT NULL,              -- JSON
      updated_at TEXT NOT NULL -- when FoccoLojas last told
    , changed_at TEXT, told_at TEXT GENERATED ALWAYS AS (max(
      coalesce(json_extract(body, '$.createdAt'), ''),
      coalesce(json_extract(body, '$.lastVersion.importedAt'), ''),
      coalesce(json_extract(body, '$.lastSave.receivedAt'), '')
    )) VIRTUAL) STRICT;

CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order of happening
      at TEXT NOT NULL, -- when
      kind TEXT NOT NULL,              -- lower-kebab-case code, e.g. save-kept
      file_id TEXT, -- null where it is about none
      save_id TEXT, -- null where it is about none
      environment_id TEXT, -- null where it is about none
      detail TEXT NOT NULL             -- JSON: ids, codes, numbers
    ) STRICT;

CREATE TABLE files (
      file_id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
      path TEXT NOT NULL, -- its place, as last spelled
      path_key TEXT NOT NULL, -- the path as places are compared (pathKey.ts)
      root_id TEXT REFERENCES folders (root_id) ON DELETE SET NULL, -- null outside every watched folder
      project_guid TEXT,               -- of the newest content; lower case, no braces; null where it has none
      present INTEGER NOT NULL CHECK (present IN (0, 1)), -- 1 while it lies at its place
      ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)), -- the user said to leave it alone
      question_others TEXT,            -- JSON array of file ids it may be a copy of; null when there is no open question
      problem TEXT,                    -- code of what is wrong with it on disk; null when nothing is
      first_seen_at TEXT NOT NULL, -- when Elo met it
      merged_into TEXT REFERENCES files (file_id), -- the file this one turned out to be; null while it is its own
      newest_save_id TEXT,             -- its save with the highest number; null before the first
      save_count INTEGER NOT NULL DEFAULT 0, -- equals the highest number
      save_history TEXT NOT NULL DEFAULT '[]', -- JSON array of text: the save history inside the newest content
      history_start TEXT,              -- its first entry; null where it has none
      size INTEGER,                    -- bytes; this and the next three: stat of the last accepted content, null before
      mtime_ns TEXT, -- modification time, nanoseconds
      ctime_ns TEXT, -- change of its entry, nanoseconds
      ino TEXT                         -- the file system's number of the file
    , newest_kept_at TEXT, unreadable_since TEXT CHECK (unreadable_since IS NULL OR problem IS NOT NULL)) STRICT;

CREATE TABLE folders (
      root_id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
      path TEXT NOT NULL,              -- as the user wrote it
      path_key TEXT NOT NULL UNIQUE,   -- the path as places are compared (pathKey.ts)
      kind TEXT NOT NULL CHECK (kind IN ('local', 'share')), -- share: on another machine, only scanned
      added_at TEXT NOT NULL -- when the user added it
    ) STRICT;

CREATE TABLE key_values (
      name TEXT NOT NULL PRIMARY KEY, -- kebab-case, by whoever keeps it
      value TEXT NOT NULL              -- JSON of any type
    ) STRICT, WITHOUT ROWID;

CREATE TABLE listing_facts (
      listing_id TEXT NOT NULL PRIMARY KEY REFERENCES listings (listing_id), -- the listing they are of
      facts TEXT NOT NULL              -- JSON
    ) STRICT;

CREATE TABLE listing_places (
      path_key TEXT NOT NULL PRIMARY KEY, -- the path as places are compared
      path TEXT NOT NULL, -- as last spelled
      listing_id TEXT NOT NULL REFERENCES listings (listing_id), -- what lies there
      size INTEGER,                    -- bytes; this and the next three are null where it is to be read again
      mtime_ns TEXT, -- nanoseconds
      ctime_ns TEXT, -- nanoseconds
      ino TEXT -- the file system's number of the file
    ) STRICT;

CREATE TABLE "listing_waits" (
      environment_id TEXT NOT NULL PRIMARY KEY, -- one wait an environment
      mode TEXT NOT NULL CHECK (mode IN ('prepare', 'negotiate', 'update')), -- the act that waits
      since TEXT NOT NULL, -- when the user asked for it
      state TEXT NOT NULL CHECK (state IN ('waiting', 'handing-over', 'ready', 'done', 'refused')), -- how far it is
      delivery_id TEXT, -- the negotiation it became; null while it waits, and of an update
      code TEXT, -- why it was refused; null where it was not
      CHECK (CASE WHEN mode = 'update' THEN state NOT IN ('handing-over', 'done') ELSE state <> 'ready' END)
    ) STRICT;

CREATE TABLE listings (
      listing_id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
      file_id TEXT REFERENCES files (file_id), -- the project file it is of; null while unassigned
      project_guid TEXT, -- lower case, no braces; null where it has none
      captured_at TEXT NOT NULL, -- when Elo kept it
      path TEXT NOT NULL,              -- where it lay, or the name of the source it came from
      path_key TEXT NOT NULL, -- the path as places are compared
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of the exact bytes, which contents.db holds
      bytes INTEGER NOT NULL CHECK (bytes >= 0), -- size of the content
      total_table TEXT,                -- this and the next two: the listing's own totals, decimal text as written
      total_order TEXT, -- cost of the factory
      total_budget TEXT, -- sale price
      item_count INTEGER NOT NULL, -- ITEM elements at every depth
      sight_order INTEGER NOT NULL, -- rises with every look
      sight_batch INTEGER NOT NULL, -- the round of looking
      sight_away INTEGER NOT NULL CHECK (sight_away IN (0, 1)), -- 1 where it changed while Elo was away
      sight_mtime_ns TEXT NOT NULL, -- modification time, nanoseconds
      sight_ctime_ns TEXT NOT NULL -- change of its entry, nanoseconds
    ) STRICT;

CREATE TABLE notifications (
      notification_id TEXT NOT NULL PRIMARY KEY, -- FoccoLojas' id
      kind TEXT NOT NULL, -- FoccoLojas' code
      environment_id TEXT, -- null where it is about none
      created_at TEXT NOT NULL, -- when FoccoLojas made it
      state TEXT NOT NULL CHECK (state IN ('delivered', 'seen', 'done')), -- only ever goes forward
      body TEXT NOT NULL               -- JSON
    ) STRICT;

CREATE TABLE occurrences (
      occurrence_id TEXT NOT NULL PRIMARY KEY, -- FoccoLojas' id
      environment_id TEXT NOT NULL, -- the locked environment it hangs on
      number INTEGER NOT NULL, -- as people name it; rises through the store
      body TEXT NOT NULL -- JSON; FoccoLojas' answer
    ) STRICT;

CREATE TABLE "opened_copies" (
      path_key TEXT NOT NULL PRIMARY KEY, -- its place, as places are compared
      path TEXT NOT NULL, -- its place, as Elo spelled it
      environment_id TEXT NOT NULL, -- the environment it is a drawing of
      version INTEGER, -- FoccoLojas' number; null for a drawing of another machine
      sha256 TEXT NOT NULL, -- of the copy before anything was saved in it
      opened_at TEXT NOT NULL, -- when Elo wrote it
      answered_save_id TEXT, -- the save of it the user decided about last; null before
      answer TEXT CHECK (answer IN ('current', 'apart')) -- that decision; null before
    ) STRICT;

CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order of birth; the order within a lane
      delivery_id TEXT NOT NULL UNIQUE, -- UUIDv7
      idempotency_key TEXT NOT NULL UNIQUE, -- UUIDv7, the same on every attempt
      kind TEXT NOT NULL,              -- shared/domain/states.ts, deliveryKinds
      lane TEXT NOT NULL,              -- what is delivered in order with each other
      environment_id TEXT, -- whose it is; null where it is of none
      save_id TEXT REFERENCES saves (save_id), -- what is carried, or what an act is about; null for none
      listing_id TEXT REFERENCES listings (listing_id), -- likewise
      sha256 TEXT,                     -- of what is carried; null for an act
      bytes INTEGER, -- size of what is carried; null for an act
      payload TEXT NOT NULL,           -- JSON: what else the act says
      state TEXT NOT NULL CHECK (state IN ('kept', 'sending', 'received', 'withheld', 'needs-attention', 'refused')), -- shared/domain/states.ts, deliveryStates
      attempts INTEGER NOT NULL DEFAULT 0, -- how often it was claimed
      next_attempt_at INTEGER NOT NULL DEFAULT 0, -- Unix milliseconds; 0 for at once
      reason TEXT,                     -- code of why it is in its state; null when there is none
      receipt TEXT,                    -- JSON: FoccoLojas' answer; null before
      created_at TEXT NOT NULL, -- when it became due
      sent_at TEXT,                    -- start of the last attempt; null before the first
      received_at TEXT, -- FoccoLojas' time of the receipt; null before
      CHECK (state <> 'received' OR (receipt IS NOT NULL AND received_at IS NOT NULL)),
      CHECK (state <> 'refused' OR kind NOT IN ('save', 'listing')),
      CHECK (kind <> 'save' OR (save_id IS NOT NULL AND sha256 IS NOT NULL AND environment_id IS NOT NULL)),
      CHECK (kind <> 'listing' OR (listing_id IS NOT NULL AND sha256 IS NOT NULL))
    ) STRICT;

CREATE TABLE projects (
      project_id TEXT NOT NULL PRIMARY KEY, -- FoccoLojas' id
      customer_id TEXT NOT NULL, -- whose it is
      name TEXT NOT NULL, -- as shown
      body TEXT NOT NULL               -- JSON
    ) STRICT;

CREATE TABLE save_facts (
      save_id TEXT NOT NULL PRIMARY KEY REFERENCES saves (save_id), -- the save they are of
      facts TEXT NOT NULL              -- JSON
    ) STRICT;

CREATE TABLE saves (
      save_id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
      file_id TEXT NOT NULL REFERENCES files (file_id), -- the file it is of
      number INTEGER NOT NULL CHECK (number >= 1), -- 1, 2, 3 … within its file
      kept_at TEXT NOT NULL, -- when Elo kept it
      saved_at TEXT,                   -- from the file's own save history; null where none is recorded
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of the exact bytes, which contents.db holds
      bytes INTEGER NOT NULL CHECK (bytes >= 0), -- size of the content
      path TEXT NOT NULL,              -- where the file lay then
      project_guid TEXT, -- as in that content; null where it has none
      promob_version TEXT, -- of the last save in its history; null where unknown
      sight_order INTEGER NOT NULL,    -- this and the next four: how it was seen (shared/domain/freshness.ts)
      sight_batch INTEGER NOT NULL, -- the round of looking
      sight_away INTEGER NOT NULL CHECK (sight_away IN (0, 1)), -- 1 where it changed while Elo was away
      sight_mtime_ns TEXT NOT NULL, -- modification time, nanoseconds
      sight_ctime_ns TEXT NOT NULL, -- change of its entry, nanoseconds
      same_as TEXT REFERENCES saves (save_id) -- of a merged file: the save with the same content it turned out to be
    , bytes_dropped_at TEXT, drop_agreed_at TEXT CHECK ((drop_agreed_at IS NULL) = (bytes_dropped_at IS NULL))) STRICT;

CREATE TABLE versions (
      environment_id TEXT NOT NULL, -- the environment it is of
      number INTEGER NOT NULL,         -- FoccoLojas' number
      option_name TEXT NOT NULL, -- name of the project or of its Promob option
      imported_at TEXT NOT NULL, -- date of the option
      identifier TEXT NOT NULL,        -- the project's unique id in Promob
      save_sha256 TEXT,                -- null where FoccoLojas does not tell
      local_save_id TEXT REFERENCES saves (save_id), -- null where the save was made on another machine
      latest INTEGER NOT NULL CHECK (latest IN (0, 1)), -- the last imported: green
      converted INTEGER NOT NULL CHECK (converted IN (0, 1)), -- the approved one
      body TEXT NOT NULL,              -- JSON
      PRIMARY KEY (environment_id, number)
    ) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX bindings_active ON bindings (environment_id) WHERE unbound_at IS NULL;

CREATE INDEX bindings_by_file ON bindings (file_id) WHERE unbound_at IS NULL;

CREATE INDEX environments_apart ON environments (environment_id)
      WHERE locked = 0 AND json_extract(body, '$.disagreement') IS NOT NULL;

CREATE INDEX environments_home ON environments (environment_id, state, outdated, locked, told_at, changed_at);

CREATE INDEX events_by_environment ON events (environment_id, seq) WHERE environment_id IS NOT NULL;

CREATE INDEX events_by_file ON events (file_id, seq) WHERE file_id IS NOT NULL;

CREATE INDEX files_by_guid ON files (project_guid, present) WHERE project_guid IS NOT NULL;

CREATE INDEX files_by_history_end ON files (json_extract(save_history, '$[#-1]'), present)
      WHERE merged_into IS NULL AND history_start IS NOT NULL;

CREATE INDEX files_by_ino ON files (ino) WHERE merged_into IS NULL AND ino IS NOT NULL;

CREATE UNIQUE INDEX files_by_place ON files (path_key) WHERE merged_into IS NULL;

CREATE INDEX files_newest ON files (file_id, newest_kept_at);

CREATE INDEX files_with_question ON files (file_id) WHERE question_others IS NOT NULL;

CREATE INDEX listings_by_content ON listings (sha256);

CREATE INDEX listings_by_file ON listings (file_id, sight_order) WHERE file_id IS NOT NULL;

CREATE INDEX listings_unassigned ON listings (project_guid) WHERE file_id IS NULL;

CREATE INDEX notifications_by_environment ON notifications (environment_id) WHERE environment_id IS NOT NULL;

CREATE INDEX notifications_by_state ON notifications (state, created_at);

CREATE INDEX occurrences_by_environment ON occurrences (environment_id, number);

CREATE INDEX opened_copies_by_environment ON opened_copies (environment_id);

CREATE INDEX outbox_by_environment ON outbox (environment_id, seq);

CREATE INDEX outbox_by_listing ON outbox (listing_id) WHERE listing_id IS NOT NULL;

CREATE INDEX outbox_by_save ON outbox (save_id) WHERE save_id IS NOT NULL;

CREATE INDEX outbox_lane ON outbox (lane, seq) WHERE state IN ('kept', 'sending', 'needs-attention');

CREATE UNIQUE INDEX outbox_save_once ON outbox (environment_id, save_id) WHERE kind = 'save';

CREATE UNIQUE INDEX outbox_sending ON outbox (lane) WHERE state = 'sending';

CREATE INDEX outbox_unfinished ON outbox (state) WHERE state IN ('kept', 'sending', 'withheld', 'needs-attention');

CREATE INDEX saves_by_content ON saves (sha256);

CREATE UNIQUE INDEX saves_by_number ON saves (file_id, number);

CREATE INDEX saves_dropped ON saves (sha256) WHERE bytes_dropped_at IS NOT NULL;

CREATE INDEX versions_by_save ON versions (local_save_id) WHERE local_save_id IS NOT NULL;

-- contents.db, version 20

CREATE TABLE applied_migrations (
    version INTEGER NOT NULL PRIMARY KEY, -- the step, as in user_version
    applied_at TEXT NOT NULL,             -- UTC ISO-8601
    app_version TEXT NOT NULL             -- version of Elo
  ) STRICT;

CREATE TABLE content_bytes (
      content_id INTEGER NOT NULL PRIMARY KEY REFERENCES contents (content_id) ON DELETE CASCADE, -- whose bytes they are
      stored BLOB NOT NULL -- made from the content by its row's codec
    ) STRICT;

CREATE TABLE content_parts (
      content_id INTEGER NOT NULL REFERENCES contents (content_id) ON DELETE CASCADE, -- the content
      part_id INTEGER NOT NULL REFERENCES contents (content_id), -- its piece, which cannot go before it
      PRIMARY KEY (content_id, part_id)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE contents (
      content_id INTEGER PRIMARY KEY, -- order of arrival
      sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), -- of the content itself, lower-case hex
      codec TEXT NOT NULL,             -- how the stored bytes are made from it (codecs.ts)
      size INTEGER NOT NULL CHECK (size >= 0), -- bytes of the content
      stored_size INTEGER NOT NULL CHECK (stored_size >= 0), -- bytes as stored
      stored_crc INTEGER NOT NULL,     -- CRC-32 of the stored bytes
      base_sha256 TEXT REFERENCES contents (sha256), -- the content it is a difference to; null when it stands alone
      depth INTEGER NOT NULL DEFAULT 0 CHECK (depth >= 0), -- contents to be read before this one
      created_at TEXT NOT NULL,        -- UTC ISO-8601
      wanted_at TEXT NOT NULL, whole INTEGER NOT NULL DEFAULT 1 CHECK (whole IN (0, 1)), after_sha256 TEXT,         -- last time someone put it; orphans are collected a day after
      CHECK ((base_sha256 IS NULL) = (depth = 0))
    ) STRICT;

CREATE TABLE retired_contents (
      sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64), -- of the content that was here
      retired_at TEXT NOT NULL -- UTC ISO-8601
    ) STRICT, WITHOUT ROWID;

CREATE INDEX content_parts_by_part ON content_parts (part_id);

CREATE INDEX contents_by_base ON contents (base_sha256) WHERE base_sha256 IS NOT NULL;

CREATE INDEX contents_by_wanted ON contents (wanted_at);

CREATE INDEX contents_waiting ON contents (content_id) WHERE after_sha256 IS NOT NULL;
