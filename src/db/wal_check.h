// Before SQLite recovers a WAL that must not lose anything: was its end torn, or was it altered?
//
// SQLite takes the first frame that does not fit for the torn end of a crash and drops the rest.
// That is right for a crash, and a way to make commits vanish for whoever flips a byte. The two
// can be told apart where each commit was synced before the next began (every_commit): after a
// power cut only frames of the last, unacknowledged transaction can be missing or torn. So if two
// commits that link to one another by SQLite's chained checksums stand at or behind the first bad
// frame, the frame was good once and was altered since. (Leftovers of a commit that failed or was
// torn do not link to what was written over their beginning.)
#pragma once

#include "base/result.h"
#include "db/store.h"

namespace kotobune::db {

// Error: database_damaged. Reads the WAL once; an absent or empty one is fine.
Status check_wal(Store& store);

}  // namespace kotobune::db
