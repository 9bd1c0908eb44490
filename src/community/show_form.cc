// The form of a contribution: what was typed stays in it, and what is wrong stands beside its field.
#include <algorithm>
#include <map>

#include "community/layout.h"

namespace vigie::community {
namespace {

enum class FieldName : std::uint8_t { kPseudonym, kTitle, kText, kStars, kDate };

FieldName field_of(Fault fault) {
  switch (fault) {
    case Fault::kTextMissing:
    case Fault::kTextTooLong:
    case Fault::kUnclean:
      return FieldName::kText;
    case Fault::kTitleTooLong:
      return FieldName::kTitle;
    case Fault::kStarsMissing:
    case Fault::kStarsWrong:
      return FieldName::kStars;
    case Fault::kDateWrong:
    case Fault::kDateAhead:
      return FieldName::kDate;
    default:
      return FieldName::kPseudonym;
  }
}

class FormWriter {
 public:
  FormWriter(Html& html, const View& view, const FilledForm& form)
      : html_(html), language_(view.language()), form_(form) {
    if (!form.refused) return;
    for (const auto fault : form.refused->faults) faults_[field_of(fault)] = words(fault, language_);
  }

  void line(FieldName field, Literal name, Say label, const std::string& value, Literal type, Say hint, bool needed) {
    begin(field, name, label, needed);
    note(field, name, hint);
    html_.empty("input", {{"id", id(name)},
                          {"name", std::string(name.text)},
                          {"type", std::string(type.text)},
                          {"value", value},
                          {"autocomplete", field == FieldName::kPseudonym ? "nickname" : "off"},
                          {"aria-describedby", id(name) + "-note", hint != Say::kOptional || faults_.contains(field)},
                          {"aria-invalid", "true", faults_.contains(field)},
                          {"required", "", needed}});
    html_.close();
  }

  void text() {
    begin(FieldName::kText, "text", Say::kText, true);
    note(FieldName::kText, "text", Say::kTextHint);
    html_.element("textarea",
                  {{"id", id("text")},
                   {"name", "text"},
                   {"rows", "6"},
                   {"aria-describedby", id("text") + "-note"},
                   {"aria-invalid", "true", faults_.contains(FieldName::kText)},
                   {"required", ""}},
                  "\n" + form_.typed.text);  // HTML drops one line break that stands first.
    html_.close();
  }

  void stars() {
    html_.open("fieldset", {{"class", faults_.contains(FieldName::kStars) ? "field wrong" : "field"}});
    html_.element("legend", words(Say::kStars, language_));
    note(FieldName::kStars, "stars", Say::kStarsHint);
    html_.open("div", {{"class", "rate"}});
    for (const std::string star : {"1", "2", "3", "4", "5"}) {
      html_.open("label");
      html_.empty("input", {{"type", "radio"},
                            {"name", "stars"},
                            {"value", star},
                            {"checked", "", form_.typed.stars == star},
                            {"required", ""},
                            {"aria-describedby", id("stars") + "-note"}});
      html_.open("span").text(star).element("span", {{"aria-hidden", "true"}}, " ★").close().close();
    }
    html_.close().close();
  }

 private:
  static std::string id(Literal name) { return "field-" + std::string(name.text); }

  void begin(FieldName field, Literal name, Say label, bool needed) {
    html_.open("div", {{"class", faults_.contains(field) ? "field wrong" : "field"}});
    html_.open("label", {{"for", id(name)}}).text(words(label, language_));
    if (!needed) html_.text(" ").element("span", {{"class", "optional"}}, words(Say::kOptional, language_));
    html_.close();
  }

  void note(FieldName field, Literal name, Say hint) {
    const auto fault = faults_.find(field);
    if (fault == faults_.end() && hint == Say::kOptional) return;
    html_.open("p", {{"class", "note"}, {"id", id(name) + "-note"}});
    if (fault != faults_.end()) {
      html_.element("strong", fault->second);
    } else {
      html_.text(words(hint, language_));
    }
    html_.close();
  }

  Html& html_;
  Language language_;
  const FilledForm& form_;
  std::map<FieldName, std::string_view> faults_;
};

void show_refusal(Html& html, const View& view, const Refused& refused) {
  const Language language = view.language();
  std::string said(words(Say::kWrong, language));
  if (refused.why == Refusal::kForged) said = words(Say::kForgedText, language);
  if (refused.why == Refusal::kExpired) said = words(Say::kExpiredText, language);
  if (refused.why == Refusal::kTooFast) {
    said = words(Say::kTooFastText, language, {std::to_string(refused.wait.count())});
  }
  html.element("p", {{"class", "alert"}, {"role", "alert"}}, said);
}

}  // namespace

void show_form(Html& html, const View& view, const Page& page, const FilledForm& form, const Contribution* answered) {
  const Language language = view.language();
  const bool is_review = page.said.kind == PageKind::kProduct && answered == nullptr;
  std::string title(words(is_review ? Say::kReview : Say::kContribute, language));
  if (answered != nullptr) title = words(Say::kAnswerThis, language, {answered->name});
  html.open("section", {{"class", "write"}, {"id", "write"}, {"aria-labelledby", "write-title"}});
  html.element("h2", {{"id", "write-title"}}, title);
  if (form.refused) show_refusal(html, view, *form.refused);
  html.open("form", {{"method", "post"}, {"action", view.link(page, "#write")}, {"accept-charset", "utf-8"}});
  html.empty("input", {{"type", "hidden"}, {"name", "form"}, {"value", form.token}});
  if (answered != nullptr) html.empty("input", {{"type", "hidden"}, {"name", "parent"}, {"value", answered->post}});
  FormWriter writer(html, view, form);
  writer.line(FieldName::kPseudonym, "pseudonym", Say::kPseudonym, form.typed.pseudonym, "text", Say::kPseudonymHint,
              true);
  if (is_review) writer.stars();
  if (answered == nullptr) {
    writer.line(FieldName::kTitle, "title", Say::kTitle, form.typed.title, "text", Say::kOptional, false);
  }
  writer.text();
  if (is_review) {
    writer.line(FieldName::kDate, "experienced_at", Say::kDate, form.typed.experienced_at, "date", Say::kDateHint,
                false);
  }
  html.open("div", {{"class", "send"}});
  html.element("button", {{"type", "submit"}}, words(Say::kSend, language));
  html.element("p", {{"class", "note"}}, words(Say::kSendNote, language));
  html.close().close().close();
}

}  // namespace vigie::community
