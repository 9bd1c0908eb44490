// The page of our own place on which a rehearsal is played: opened as its scenario says, with its motive card.
// Threads: any, once the house takes posts. Errors: as Place::open_page().
#pragma once

#include "community/place.h"
#include "rehearsal/scenario.h"

namespace vigie::api {

Result<void> open_played_place(community::Place& place, const rehearsal::OwnPlace& story, bool french);

}  // namespace vigie::api
