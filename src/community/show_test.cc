#include "community/show.h"

#include <gmock/gmock.h>

#include "community/colour.h"
#include "community/place_for_tests.h"

namespace vigie::community {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kScript = "\"'><script>alert(1)</script><img src=x onerror=a>";

View view(Language language = Language::kFrench) {
  View out;
  out.brand.name = kScript;
  out.brand.tagline = kScript;
  out.brand.contact = kScript;
  out.path = "/place/p";
  out.chosen.language = language;
  out.now = *parse_time("2026-11-30T08:00:00Z");
  return out;
}

Page hostile_page(PageKind kind) {
  Page page;
  page.number = 1;
  page.said.slug = "p";
  page.said.kind = kind;
  page.said.title = page.said.text = page.said.product = kScript;
  page.said.lang = "fr";
  page.motive.card = {kScript, kScript, kScript, {{"r", kScript}}, kScript, kScript};
  page.contributions = 1;
  page.removed = 1;
  return page;
}

Contribution hostile(std::string post) {
  Contribution one;
  one.post = one.root = std::move(post);
  one.name = one.badge = one.title = one.text = one.experienced_at = kScript;
  one.stars = 3;
  return one;
}

void expect_tame(const std::string& html) {
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
}

TEST(Show, AScriptInEveryFieldIsTextEverywhere) {
  auto removed = hostile("c2");
  removed.removal = Removal{"r", kScript, 1, {}};
  auto staff = hostile("c3");
  staff.is_staff = true;
  FilledForm form;
  form.typed.pseudonym = form.typed.title = form.typed.text = form.typed.experienced_at = form.typed.stars = kScript;
  form.typed.form = form.typed.parent = form.token = kScript;
  form.refused = Refused{Refusal::kFaults, {Fault::kTextTooLong}, {}};
  Listed listed;
  listed.shown.contributions = {hostile("c1"), removed, staff};
  for (const auto kind : {PageKind::kCall, PageKind::kProduct, PageKind::kSubject}) {
    for (const auto language : {Language::kFrench, Language::kEnglish}) {
      const auto page = hostile_page(kind);
      expect_tame(show_page(view(language), page, {{1, 2, 3, 4, 5}}, listed, form));
      expect_tame(show_thread(view(language), page, hostile("c1"), listed, form, kScript));
      expect_tame(show_place(view(language), {&page, 1}));
      const MotiveVersion versions[] = {page.motive, page.motive};
      expect_tame(show_card(view(language), page, versions, {&removed, 1}));
      expect_tame(show_trouble(view(language), {Say::kGoneTitle, Say::kGoneText, kScript, &page}));
    }
  }
}

TEST(Show, WhatWasTypedStaysWithWhatIsWrongBesideIt) {
  FilledForm form;
  form.typed.text = "\nMon long texte";
  form.typed.pseudonym = "Orvelle";
  form.refused = Refused{Refusal::kFaults, {Fault::kPseudonymImitates}, {}};
  const auto html = show_page(view(), hostile_page(PageKind::kCall), {}, {}, form);
  EXPECT_THAT(html, HasSubstr(">\n\nMon long texte</textarea>"));
  EXPECT_THAT(html, HasSubstr("value=\"Orvelle\""));
  EXPECT_THAT(html, HasSubstr("aria-invalid=\"true\""));
  EXPECT_THAT(html, HasSubstr(std::string(words(Fault::kPseudonymImitates, Language::kFrench))));
}

TEST(Show, AStoneSaysWhyAndToItsAuthorMore) {
  Listed listed;
  Contribution stone;
  stone.post = stone.root = "c1";
  stone.removal = Removal{"ads", "Publicité", 2, *parse_time("2026-11-29T08:00:00Z")};
  listed.shown.contributions = {stone};
  const auto page = hostile_page(PageKind::kCall);
  const auto others = show_page(view(), page, {}, listed, {});
  EXPECT_THAT(others, HasSubstr("Une contribution a été retirée le 29 novembre 2026"));
  EXPECT_THAT(others, HasSubstr("2. Publicité"));
  listed.shown.contributions[0].is_own = true;
  const auto own = show_page(view(), page, {}, listed, {});
  EXPECT_THAT(own, HasSubstr("Votre contribution a été retirée"));
  EXPECT_THAT(own, HasSubstr("clause 2"));
}

TEST(Show, AClosedPageHasNoFormAndGivesBackWhatWasTyped) {
  auto page = hostile_page(PageKind::kCall);
  page.closed_at = view().now;
  FilledForm form;
  EXPECT_THAT(show_page(view(), page, {}, {}, form), Not(HasSubstr("<form")));
  form.typed.text = "Trop tard";
  form.refused = Refused{Refusal::kClosed, {}, {}};
  EXPECT_THAT(show_page(view(), page, {}, {}, form), HasSubstr("Trop tard"));
}

TEST(Show, FewStarsAreShownAsFew) {
  const auto page = hostile_page(PageKind::kProduct);
  EXPECT_THAT(show_page(view(), page, {{0, 0, 0, 0, 29}}, {}, {}), HasSubstr("rating small"));
  EXPECT_THAT(show_page(view(), page, {{0, 0, 0, 0, 30}}, {}, {}), Not(HasSubstr("rating small")));
}

TEST(Show, TheLanguageChosenByHandStaysOnEveryLink) {
  View chosen = view(Language::kEnglish);
  chosen.root = "/rehearsal";
  chosen.chosen.by_hand = true;
  const auto page = hostile_page(PageKind::kCall);
  EXPECT_EQ(chosen.link(page, "/c1?said=c1#c1"), "/rehearsal/place/p/c1?said=c1&lang=en#c1");
  EXPECT_THAT(show_page(chosen, page, {}, {}, {}), HasSubstr("Rehearsal"));
}

TEST(Show, TheSheetBearsTheBrandsColour) {
  Brand brand;
  brand.colour = "#ffe000";
  EXPECT_THAT(style_sheet(brand), HasSubstr("--brand:#ffe000;--on-brand:#111418;"));
  Brand other = brand;
  other.colour = "#000000";
  EXPECT_NE(style_tag(brand), style_tag(other));
}

TEST(Show, EveryBrandReadsOnItsOwnTint) {
  for (const char* colour : {"#0b6e4f", "#ff0000", "#ffe600", "#000000", "#ffffff", "#808080", "#00e5ff", "#7f00ff"}) {
    Brand brand;
    brand.colour = colour;
    const auto sheet = style_sheet(brand);
    for (std::size_t at = 0; (at = sheet.find("--accent:#", at)) != std::string::npos; ++at) {
      const auto value = [&](std::string_view name) {
        return parse_colour(sheet.substr(sheet.find("--" + std::string(name) + ":#", at) + name.size() + 3, 7)).value();
      };
      EXPECT_GE(contrast(value("accent"), value("tint")), kContrastMin) << colour;
      EXPECT_GE(contrast(value("accent"), value("on-accent")), kContrastMin) << colour;
    }
  }
}

TEST_F(PlaceTest, TheFeedHoldsWhatStandsAndEscapesIt) {
  const auto page = this->page();
  (void)said(page, written(page, "Zoé & Ann", "a < b ]]>"));
  const auto gone = said(page, written(page, "Bob", "Achetez"));
  ASSERT_TRUE(place_->remove(page.said.slug, gone.post, "ads", {}));
  const auto entries = place_->newest(nullptr).value();
  const auto xml = show_feed(view(), {nullptr, entries, "https://voix.example"}, *place_);
  EXPECT_THAT(xml, HasSubstr("<name>Zoé &amp; Ann</name>"));
  EXPECT_THAT(xml, HasSubstr("a &lt; b ]]&gt;"));
  EXPECT_THAT(xml, Not(HasSubstr("Achetez")));
  EXPECT_THAT(xml, HasSubstr("https://voix.example/place/refaites-notre-pub/c"));
}

}  // namespace
}  // namespace vigie::community
