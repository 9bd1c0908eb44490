// What in a text belongs to one person alone: bank account, card, telephone, e-mail address. Account and card numbers
// are told by their check digits, so that an order number is not called one. Threads: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace vigie::desk {

enum class PersonalKind : std::uint8_t { kIban, kCard, kTelephone, kEmail };
std::string_view name_of(PersonalKind kind);  // "iban", "card", "telephone", "email"

struct Personal {
  PersonalKind kind;
  std::size_t from, to;  // In bytes.
};

// In order; none overlaps another.
std::vector<Personal> find_personal(std::string_view text);

bool is_iban(std::string_view compact);  // ISO 13616: capitals and digits, modulo 97.
bool is_card(std::string_view digits);   // ISO/IEC 7812-1: 13 to 19 digits, Luhn.

}  // namespace vigie::desk
