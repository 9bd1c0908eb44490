// The tables of alerts, and how they came to be. Threads: constants.
#pragma once

#include "storage/database.h"

namespace vigie::alert {

// Before alerts there were notices, which the schema "measure" had. Its history comes first: the tables that it made
// are what the first step of "alert" takes over.
constexpr storage::Migration kNoticeMigrations[] = {{1,
                                                     "CREATE TABLE notice ("
                                                     " id INTEGER PRIMARY KEY,"
                                                     " watch INTEGER NOT NULL,"
                                                     " watch_name TEXT NOT NULL,"
                                                     " at INTEGER NOT NULL,"
                                                     " ended_at INTEGER,"
                                                     " hours INTEGER NOT NULL,"
                                                     " critical INTEGER NOT NULL,"
                                                     " posts INTEGER NOT NULL,"
                                                     " usual_share REAL NOT NULL,"
                                                     " usual_dispersion REAL NOT NULL,"
                                                     " usual_posts INTEGER NOT NULL);"
                                                     "CREATE TABLE notice_post ("
                                                     " notice INTEGER NOT NULL,"
                                                     " place INTEGER NOT NULL,"
                                                     " source TEXT NOT NULL,"
                                                     " id TEXT NOT NULL,"
                                                     " PRIMARY KEY (notice, place))"}};

constexpr storage::Migration kMigrations[] = {
    {1,
     "CREATE TABLE alert ("
     " id INTEGER PRIMARY KEY,"
     " watch INTEGER NOT NULL,"  // 0: none.
     " watch_name TEXT NOT NULL,"
     " kind TEXT NOT NULL,"
     " rule INTEGER NOT NULL,"
     " about TEXT NOT NULL,"
     " state TEXT NOT NULL,"
     " began_at INTEGER NOT NULL,"  // Microseconds since 1970, UTC; the rest too.
     " peaked_at INTEGER,"
     " ended_at INTEGER,"
     " level REAL NOT NULL,"
     " peak REAL NOT NULL,"
     " said REAL NOT NULL,"
     " calm INTEGER NOT NULL,"
     " below INTEGER NOT NULL,"
     " from_at INTEGER NOT NULL,"
     " to_at INTEGER NOT NULL,"
     " hours INTEGER NOT NULL,"
     " surprise REAL NOT NULL,"
     " expected REAL NOT NULL,"
     " half REAL NOT NULL,"
     " usual_share REAL NOT NULL,"
     " usual_dispersion REAL NOT NULL,"
     " usual_posts INTEGER NOT NULL,"  // 0: nothing is known of what is usual.
     " now_critical INTEGER NOT NULL,"
     " now_posts INTEGER NOT NULL,"
     " query TEXT NOT NULL,"
     " posts INTEGER NOT NULL,"
     " voices INTEGER NOT NULL,"
     " critical INTEGER NOT NULL,"
     " written INTEGER NOT NULL,"
     " grouped INTEGER NOT NULL,"
     " updated INTEGER NOT NULL,"
     " acknowledged_by TEXT,"
     " acknowledged_at INTEGER,"
     " usual_wander REAL NOT NULL);"
     "CREATE INDEX alert_of_watch ON alert (watch, kind);"
     "CREATE TABLE alert_post ("
     " alert INTEGER NOT NULL,"
     " place INTEGER NOT NULL,"  // 0: the first post; then those behind it.
     " source TEXT NOT NULL,"
     " id TEXT NOT NULL,"
     " PRIMARY KEY (alert, place));"
     "CREATE INDEX alert_post_key ON alert_post (source, id);"
     "CREATE TABLE alert_author ("
     " alert INTEGER NOT NULL,"
     " place INTEGER NOT NULL,"
     " source TEXT NOT NULL,"
     " id TEXT NOT NULL,"
     " handle TEXT NOT NULL,"
     " posts INTEGER NOT NULL,"
     " PRIMARY KEY (alert, place));"
     "CREATE INDEX alert_author_key ON alert_author (source, id);"
     "CREATE TABLE alert_name ("
     " alert INTEGER NOT NULL,"
     " kind TEXT NOT NULL,"  // word, network
     " place INTEGER NOT NULL,"
     " name TEXT NOT NULL,"
     " posts INTEGER NOT NULL,"
     " PRIMARY KEY (alert, kind, place));"
     "CREATE TABLE alert_mute ("
     " watch INTEGER NOT NULL,"
     " kind TEXT NOT NULL,"
     " until_at INTEGER NOT NULL,"
     " PRIMARY KEY (watch, kind));"
     "CREATE TABLE alert_clock (one INTEGER PRIMARY KEY, since INTEGER NOT NULL, judged_until INTEGER NOT NULL);"
     "INSERT INTO alert SELECT id, watch, watch_name, 'share', 0, '', 'ended', at, at, COALESCE(ended_at, at), 0, 0, "
     "0, 0,"
     " 0, at - hours * 3600000000, at + 1, hours, 0, 0, 0, usual_share, usual_dispersion, usual_posts, critical, "
     "posts, '',"
     " posts, 0, critical, posts, id, 0, NULL, NULL, 0 FROM notice;"
     "INSERT INTO alert_post SELECT notice, place, source, id FROM notice_post;"
     "DROP TABLE notice_post;"
     "DROP TABLE notice"},
    {2, "ALTER TABLE alert ADD COLUMN acknowledged_account TEXT NOT NULL DEFAULT ''"},
    {3,
     "ALTER TABLE alert ADD COLUMN known_from INTEGER;"  // None: not known.
     "ALTER TABLE alert ADD COLUMN read_from INTEGER"},
    {4, "ALTER TABLE alert ADD COLUMN to_count INTEGER NOT NULL DEFAULT 0"}};  // 1: of what it says something is gone.

// Of the rules; the book forgets with an alert who was told of it.
constexpr storage::Migration kRuleMigrations[] = {
    {1,
     "CREATE TABLE alert_rule ("
     " id INTEGER PRIMARY KEY AUTOINCREMENT,"  // Of one that is gone nothing is said by another.
     " said TEXT NOT NULL,"                    // As the API tells it.
     " secret TEXT NOT NULL);"
     "CREATE TABLE alert_told ("
     " alert INTEGER NOT NULL,"
     " rule INTEGER NOT NULL,"
     " grouped INTEGER NOT NULL,"
     " at INTEGER,"
     " crisis INTEGER NOT NULL,"
     " ended INTEGER NOT NULL,"
     " escalated INTEGER NOT NULL,"
     " PRIMARY KEY (alert, rule));"
     "CREATE INDEX alert_told_group ON alert_told (grouped, rule)"}};

}  // namespace vigie::alert
