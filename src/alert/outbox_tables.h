// The table of deliveries, and how it came to be. Threads: constants.
#pragma once

#include "storage/database.h"

namespace vigie::alert {

constexpr storage::Migration kDeliveryMigrations[] = {
    {1,
     "CREATE TABLE delivery ("
     " id INTEGER PRIMARY KEY,"
     " alert INTEGER NOT NULL,"
     " step INTEGER NOT NULL,"  // The alert's update, from 0.
     " channel TEXT NOT NULL,"
     " address TEXT NOT NULL,"
     " signer TEXT NOT NULL,"  // A digest of the secret; empty for none, and for a trial.
     " secret TEXT NOT NULL,"  // These three are a trial's, and empty once it is sent or given up.
     " subject TEXT NOT NULL,"
     " body TEXT NOT NULL,"
     " is_crisis INTEGER NOT NULL,"
     " state TEXT NOT NULL,"  // queued, sent, failed, given_up
     " attempts INTEGER NOT NULL,"
     " at INTEGER NOT NULL,"  // Microseconds since 1970, UTC.
     " next_at INTEGER,"
     " error TEXT NOT NULL,"
     " UNIQUE (alert, step, channel, address, signer));"
     "CREATE INDEX delivery_waiting ON delivery (channel, address, alert) WHERE next_at IS NOT NULL"},
    {2,
     "ALTER TABLE delivery ADD COLUMN rule INTEGER NOT NULL DEFAULT 0;"
     "UPDATE delivery SET secret = '', subject = '', body = '' WHERE alert <> 0"}};  // They are a trial's alone.

}  // namespace vigie::alert
