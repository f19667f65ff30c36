// "Verify a file someone gave you": one file, or a bag. Wherever a proof is shown, so is what it
// proves and what not.
#include "web/pages.h"

namespace kotobune::web {
namespace {

Html verdict(const Frame& frame, const VerifyView& view) {
  Html h;
  Message message;
  Word title = Word::verdict_unknown;
  Word more = view.case_open ? Word::verdict_unknown_more : Word::verdict_no_case;
  switch (view.verdict) {
    case VerifyView::Verdict::genuine:
      message.tone = Message::Tone::good;
      title = view.number.empty() ? Word::verdict_equal : Word::verdict_exhibit;
      more = view.number.empty() ? Word::verdict_equal_more : Word::verdict_exhibit_more;
      break;
    case VerifyView::Verdict::altered:
      message.tone = Message::Tone::bad;
      title = Word::verdict_differs;
      more = Word::verdict_differs_more;
      break;
    case VerifyView::Verdict::unknown: message.tone = Message::Tone::warn; break;
  }
  message.title = fill(say(frame.language, title), {{"number", view.number}});
  message.text = say(frame.language, more);
  h << alert(message) << "<section class=\"card\"><dl class=\"facts\"><dt>"
    << word(frame, Word::file) << "</dt><dd><bdi>" << text(view.file_name) << "</bdi> <span "
    << "class=\"soft\">" << text(view.size) << "</span></dd><dt>SHA-256</dt><dd class=\"mono\">"
    << text(view.sha256) << "</dd>";
  if (!view.expected.empty()) {
    h << "<dt>" << word(frame, Word::expected) << "</dt><dd class=\"mono\">"
      << text(view.expected) << "</dd>";
  }
  if (!view.number.empty()) {
    h << "<dt>" << word(frame, Word::exhibit) << "</dt><dd><a"
      << href(Url("/exhibits") / view.number) << ">" << text(view.number) << "</a></dd><dt>"
      << word(frame, Word::sealed_on) << "</dt><dd>" << text(view.sealed_at) << "</dd>";
    h << proof_rows(frame, view.log_index, view.checkpoint);
  }
  h << "</dl>" << proof_text(frame, view.proof) << "</section>";
  return h;
}

Html bag_report(const Frame& frame, const VerifyView::Bag& bag) {
  Html h;
  Message message;
  const bool good = bag.findings.empty();
  message.tone = good ? Message::Tone::good : Message::Tone::bad;
  message.title = say(frame.language, good ? Word::bag_good : Word::bag_bad);
  message.text = say(frame.language, good ? Word::bag_good_more : Word::bag_bad_more);
  h << alert(message);
  if (!good) {
    h << "<ul class=\"plain card list tight\">";
    for (const Item& one : bag.findings) {
      h << "<li><span class=\"grow\"><strong class=\"mono\">" << text(one.text)
        << "</strong><span class=\"below\">" << text(one.detail) << "</span></span></li>";
    }
    h << "</ul>";
  }
  h << "<section class=\"card\"><dl class=\"facts\"><dt>" << word(frame, Word::folder)
    << "</dt><dd><bdi>" << text(bag.folder) << "</bdi></dd><dt>" << word(frame, Word::bag_files)
    << "</dt><dd>" << bag.files << "</dd><dt>" << word(frame, Word::bag_proofs) << "</dt><dd>"
    << bag.exhibits << "</dd><dt>" << word(frame, Word::bag_records) << "</dt><dd>"
    << bag.with_record << "</dd><dt>" << word(frame, Word::bag_day) << "</dt><dd>"
    << text(bag.bagged_on) << "</dd><dt>" << word(frame, Word::bag_keys) << "</dt><dd>";
  for (const auto& log : bag.logs) h << "<span class=\"mono below\">" << text(log) << "</span>";
  h << "</dd></dl><p class=\"small soft\">" << word(frame, Word::bag_keys_more)
    << "</p></section>";
  return h;
}

}  // namespace

Html proof_rows(const Frame& frame, std::string_view index, std::string_view checkpoint) {
  Html h;
  if (index.empty() || checkpoint.empty()) {
    h << "<dt>" << word(frame, Word::checkpoint) << "</dt><dd>"
      << word(frame, Word::not_published) << "</dd>";
    return h;
  }
  h << "<dt>" << word(frame, Word::log_entry) << "</dt><dd>" << text(index) << "</dd><dt>"
    << word(frame, Word::checkpoint) << "</dt><dd class=\"mono\">" << text(checkpoint) << "</dd>";
  return h;
}

Html proof_text(const Frame& frame, std::string_view proof) {
  Html h;
  if (proof.empty()) return h;
  h << "<details><summary>" << word(frame, Word::proof_show)
    << "</summary><p class=\"small soft\">" << word(frame, Word::proof_show_more)
    << "</p><pre class=\"mono proof\">" << text(proof) << "</pre></details>";
  return h;
}

Document verify_page(const Frame& frame, const VerifyView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::verify_title) << "</h1>";
  if (view.asked) h << verdict(frame, view);
  if (view.bag) h << bag_report(frame, *view.bag);
  h << "<form method=\"post\" action=\"/verify\" enctype=\"multipart/form-data\" class=\"card\">"
    << form_token(frame)
    // The field stands before the file: it is known when the file has been read.
    << "<h2>" << word(frame, Word::verify_one) << "</h2><div class=\"field\"><label "
       "for=\"expected\">"
    << word(frame, Word::expected_label) << "</label><span class=\"hint\" id=\"expected-hint\">"
    << word(frame, Word::expected_hint)
    << "</span><input id=\"expected\" name=\"expected\" autocomplete=\"off\" spellcheck=\"false\" "
       "class=\"mono\" aria-describedby=\"expected-hint\"></div><div class=\"field\"><label "
       "for=\"file\">"
    << word(frame, Word::file) << "</label><input id=\"file\" name=\"file\" type=\"file\" "
       "required></div><button class=\"primary\">"
    << word(frame, Word::verify_button) << "</button></form>"
    << "<form method=\"post\" action=\"/verify/bag\" class=\"card\">" << form_token(frame)
    << "<h2>" << word(frame, Word::verify_bag) << "</h2><div class=\"field\"><label "
       "for=\"bag\">"
    << word(frame, Word::folder) << "</label><span class=\"hint\">"
    << word(frame, Word::verify_bag_hint)
    << "</span><input id=\"bag\" name=\"bag\" dir=\"auto\" autocomplete=\"off\" "
       "required></div><button>"
    << word(frame, Word::verify_button) << "</button></form><section class=\"meaning\"><h2>"
    << word(frame, Word::proves_title) << "</h2><p>" << word(frame, Word::proves) << "</p><p>"
    << word(frame, Word::proves_not) << "</p></section>";
  return {std::string(say(frame.language, Word::verify_title)), std::move(h),
          Document::Width::narrow};
}

}  // namespace kotobune::web
