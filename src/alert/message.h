// What an alert says outside, written from the alert and its rule as they stand when it leaves: nothing of what people
// said waits in an outbox, so what is erased meanwhile is in no message, and a rule that is gone says nothing.
// Threads: any. Errors: what the database says.
#pragma once

#include <optional>
#include <string>

#include "alert/book.h"
#include "alert/outbox.h"
#include "alert/rules.h"

namespace vigie::alert {

// Numbers of messages, the same whenever they are said again.
constexpr int kBegan = 0;
constexpr int kCrisis = 1;
constexpr int kOver = 2;

// `public_url`: of the pages, without a slash at its end; empty: unknown.
Message message_of(const Alert& alert, const Rule& rule, int update, const std::string& public_url);

// What that parcel says now. Nothing: the alert is forgotten, or no rule asks for it at that address any more.
Result<std::optional<Message>> write_message(const Book& book, const Rules& rules, const Parcel& parcel,
                                             const std::string& public_url);

}  // namespace vigie::alert
