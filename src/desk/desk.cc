#include "desk/desk.h"

#include <algorithm>

namespace vigie::desk {
namespace {

constexpr source::Room kAnyRoom{kReplyBytesMax, kReplyBytesMax};

std::string hex(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, value >>= 4) *digit = kDigits[value & 15];
  return out;
}

// Nothing but white space says nothing.
bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

Error does_not_fit(const Checked& checked, const source::Room& room) {
  if (checked.graphemes > room.graphemes_max) {
    return invalid("text: " + std::to_string(checked.graphemes) + " characters, and there is room for " +
                   std::to_string(room.graphemes_max));
  }
  return invalid("text: " + std::to_string(checked.bytes) + " bytes, and there is room for " +
                 std::to_string(room.bytes_max));
}

}  // namespace

Result<std::unique_ptr<Desk>> Desk::open(Parts parts) {
  auto book = Book::open(parts.folder + "/vigie.db");
  if (!book) return book.error();
  auto looking = Book::open(parts.folder + "/vigie.db");
  if (!looking) return looking.error();
  std::unique_ptr<Desk> desk(new Desk(std::move(parts)));
  desk->book_.with([&](auto& kept) { kept = std::move(*book); });
  desk->looking_.with([&](auto& kept) { kept = std::move(*looking); });
  auto& given = desk->parts_;
  desk->reception_ = std::make_unique<Reception>(
      Reception::Parts{desk->book_, *given.surroundings, given.voices, given.log, given.heard_max});
  for (const auto& voice : given.voices) {
    desk->senders_.push_back(
        std::make_unique<Sender>(Sender::Parts{desk->book_, *voice, *given.surroundings, given.log, given.pace}));
  }
  return desk;
}

Desk::~Desk() { stop(); }

Result<void> Desk::start() {
  if (auto ok = reception_->start(); !ok) return ok;
  for (const auto& sender : senders_) sender->start();
  return {};
}

void Desk::stop() {
  for (const auto& voice : parts_.voices) voice->hang_up();
  for (const auto& sender : senders_) sender->stop();
  if (reception_) reception_->stop();
}

source::Voice* Desk::voice_for(std::string_view source) const {
  const auto at = std::find_if(parts_.voices.begin(), parts_.voices.end(),
                               [&](const auto& voice) { return voice->speaks_to(source); });
  return at == parts_.voices.end() ? nullptr : at->get();
}

void Desk::wake() {
  for (const auto& sender : senders_) sender->wake();
}

std::string Desk::new_key() {
  return random_.with(
      [&](Random& random) { return hex(static_cast<std::uint64_t>(micros_of(now()))) + hex(random.next()); });
}

std::string Desk::outgoing_text(const std::string& text, const source::Voice* voice, const Answerer& by) {
  if (by.badge.empty() || voice == nullptr || voice->names_author()) return text;
  return text + "\n— " + by.person.name + ", " + by.badge;
}

Result<Conversation> Desk::visible(ConversationId id, const Answerer& by) {
  auto found = looking_.with([&](auto& book) { return book->find(id); });
  if (found && !by.may_see(*found)) return no_conversation();
  return found;
}

Result<Conversation> Desk::changed(Result<Conversation> conversation) {
  if (conversation) parts_.surroundings->changed();
  return conversation;
}

Result<Page> Desk::list(const Filter& filter) {
  return looking_.with([&](auto& book) { return book->list(filter); });
}

Result<Whole> Desk::read(ConversationId id, const Answerer& by) {
  auto out = look([&](Book& book) -> Result<Whole> {
    auto conversation = book.find(id);
    if (!conversation) return conversation.error();
    if (!by.may_see(*conversation)) return no_conversation();
    auto thread = book.posts_of(id);
    if (!thread) return thread.error();
    auto replies = book.replies_of(id);
    if (!replies) return replies.error();
    auto draft = book.draft(id, by.person.id);
    if (!draft) return draft.error();
    return Whole{std::move(*conversation), std::move(*thread), std::move(*replies), std::move(*draft), {}};
  });
  if (out && voice_for(out->conversation.source) == nullptr) out->cannot_reply_why = "no_voice";
  return out;
}

Result<Conversation> Desk::take(ConversationId id, const Answerer& by) {
  if (const auto seen = visible(id, by); !seen) return seen.error();
  return changed(book_.with([&](auto& book) { return book->take(id, by.person); }));
}

Result<Conversation> Desk::release(ConversationId id, const Answerer& by) {
  return changed(book_.with([&](auto& book) { return book->release(id, by); }));
}

Result<Conversation> Desk::reopen(ConversationId id, const Answerer& by) {
  if (const auto seen = visible(id, by); !seen) return seen.error();
  return changed(book_.with([&](auto& book) { return book->reopen(id); }));
}

Result<Conversation> Desk::let_stand(ConversationId id, const Answerer& by, const std::string& reason) {
  if (is_blank(reason)) return invalid("reason: letting stand is a decision, and says why");
  if (reason.size() > kReasonBytesMax)
    return invalid("reason: longer than " + std::to_string(kReasonBytesMax) + " bytes");
  return changed(book_.with([&](auto& book) { return book->let_stand(id, by, reason, now()); }));
}

Result<Conversation> Desk::hand(ConversationId id, const Answerer& by, const Person& to, const std::string& topic) {
  if (topic.size() > kTopicBytesMax) return invalid("topic: longer than " + std::to_string(kTopicBytesMax) + " bytes");
  return changed(book_.with([&](auto& book) { return book->hand(id, by, to, topic); }));
}

Result<void> Desk::let_go(const std::string& person) {
  auto ok = book_.with([&](auto& book) { return book->let_go(person); });
  if (ok) parts_.surroundings->changed();
  return ok;
}

Result<std::optional<Draft>> Desk::keep_draft(ConversationId id, const Answerer& by, const std::string& text) {
  if (text.size() > kDraftBytesMax) return invalid("text: longer than " + std::to_string(kDraftBytesMax) + " bytes");
  if (const auto seen = visible(id, by); !seen) return seen.error();
  return book_.with([&](auto& book) -> Result<std::optional<Draft>> {
    if (auto ok = book->keep_draft(id, by.person.id, text, now()); !ok) return ok.error();
    return book->draft(id, by.person.id);
  });
}

Result<Reply> Desk::reply(const ReplyOrder& order, const Answerer& by) {
  const auto conversation = visible(order.conversation, by);
  if (!conversation) return conversation.error();
  auto* const voice = voice_for(conversation->source);
  if (voice == nullptr) return Error{ErrorCode::kRefused, "nothing of ours speaks to " + conversation->source};
  if (is_blank(order.text)) return invalid("text: says nothing");
  if (order.text.find('\0') != std::string::npos) return invalid("text: holds a NUL");
  NewReply reply{order.conversation, ReplyState::kQueued, {}, order.text, order.client_key, &by};
  auto& outgoing = reply.outgoing;
  outgoing.text = outgoing_text(order.text, voice, by);
  const auto room = voice->room();
  if (const auto checked = check_.read(outgoing.text); !checked.fits(room)) return does_not_fit(checked, room);
  const auto to = looking_.with([&](auto& book) { return book->post_to_answer(*conversation); });
  if (!to) return to.error();
  const auto hit = parts_.surroundings->store().get(to->source, to->id);
  if (!hit) return hit.error();
  if (!*hit) return Error{ErrorCode::kConflict, "what it answers is not there any more"};
  const auto& post = (*hit)->post;
  outgoing.key = new_key();
  outgoing.source = to->source;
  outgoing.parent = to->id;
  outgoing.root = post.root.empty() || post.kind == post::Kind::kQuote ? to->id : std::string(post.root);
  outgoing.lang = (*hit)->reading.language == post::kUnknownLanguage ? "" : post::code_of((*hit)->reading.language);
  outgoing.author_id = "staff:" + by.person.id;
  outgoing.author_handle = by.person.id;
  outgoing.author_name = by.person.name + (by.badge.empty() ? "" : ", " + by.badge);
  if (!by.has_mandate(*conversation, now())) reply.state = ReplyState::kPassedOn;
  auto kept = book_.with([&](auto& book) { return book->add_reply(reply, now()); });
  if (!kept) return kept;
  wake();
  parts_.surroundings->changed();
  return kept;
}

Result<Reply> Desk::reply_of(ConversationId id, ReplyId reply) {
  auto found = looking_.with([&](auto& book) { return book->reply(reply); });
  if (found && found->conversation != id) return Error{ErrorCode::kNotFound, "there is no reply with that id"};
  return found;
}

Result<Reply> Desk::retry(ConversationId id, ReplyId reply, const Answerer& by) {
  const auto seen = visible(id, by);
  if (!seen) return seen.error();
  if (auto found = reply_of(id, reply); !found) return found;
  const auto as = by.has_mandate(*seen, now()) ? ReplyState::kQueued : ReplyState::kPassedOn;
  auto again = book_.with([&](auto& book) { return book->send_again(reply, as); });
  if (!again) return again;
  for (const auto& sender : senders_) sender->try_now(reply);
  parts_.surroundings->changed();
  return again;
}

Result<Reply> Desk::approve(ConversationId id, ReplyId reply) {
  if (auto found = reply_of(id, reply); !found) return found;
  auto sent = book_.with([&](auto& book) { return book->approve(reply); });
  if (!sent) return sent;
  wake();
  parts_.surroundings->changed();
  return sent;
}

Result<void> Desk::drop(ConversationId id, ReplyId reply) {
  if (const auto found = reply_of(id, reply); !found) return found.error();
  auto ok = book_.with([&](auto& book) { return book->drop(reply); });
  if (ok) parts_.surroundings->changed();
  return ok;
}

Desk::Advice Desk::check(const std::string& text, std::string_view source, const Answerer& by) const {
  const auto* const voice = voice_for(source);
  Advice out{check_.read(text), voice == nullptr ? kAnyRoom : voice->room()};
  const auto whole = outgoing_text(text, voice, by);  // A badge below needs room too.
  out.checked.graphemes = grapheme_count(whole);
  out.checked.bytes = whole.size();
  return out;
}

Result<std::map<std::string, std::uint64_t>> Desk::count(const Answerer& by) {
  return look([&](Book& book) { return book.count_filters(by); });
}

Result<std::vector<Reply>> Desk::said_between(Time from, Time to) {
  return look([&](Book& book) { return book.replies_said(from, to); });
}

bool Desk::is_us(const post::Post& post) const { return reception_->is_us(post); }

Result<Counts> Desk::counts() {
  return look([](Book& book) { return book.counts(); });
}

}  // namespace vigie::desk
