// The pages: pure functions from a view to markup. No page reads a clock, a disk or a case, so that
// every one of them can be rendered in a test with whatever a hostile person could have typed.
#pragma once

#include "web/html.h"
#include "web/views.h"

namespace kotobune::web {

// The whole document round a body: top bar, navigation, messages, footer.
struct Document {
  std::string title;
  Html body;
  enum class Width { narrow, wide } width = Width::wide;
  bool asks_again = false;  // a work runs: without scripts the browser loads it again by itself
};
std::string render(const Frame& frame, const Document& document);

// Parts that several pages share (layout.cpp).
TextPiece word(const Frame& frame, Word key);
Html form_token(const Frame& frame);  // the hidden field every form carries
Html chip(const Frame& frame, const ConsentChip& consent);
Html seal_badge(const Frame& frame);
Html alert(const Message& message);
Html field_error(std::string_view id, std::string_view error);  // nothing where error is ""
Html linked(std::string_view local_path, std::string_view label);
Html pager(const Frame& frame, const Url& list, int page, int pages);  // nothing for one page
// What ties an exhibit to its log (pages_verify.cpp): rows of a list of facts, and the proof.
Html proof_rows(const Frame& frame, std::string_view index, std::string_view checkpoint);
Html proof_text(const Frame& frame, std::string_view proof);

Document first_page(const Frame& frame, const FirstView& view);
Document open_page(const Frame& frame, const OpenView& view);
Document unlock_page(const Frame& frame, const UnlockView& view);
Document new_case_page(const Frame& frame, const NewCaseView& view);
Document recovery_page(const Frame& frame, const RecoveryView& view);
Document home_page(const Frame& frame, const HomeView& view);
Document exhibits_page(const Frame& frame, const ExhibitsView& view);
Document upload_page(const Frame& frame, const UploadView& view);
Document work_page(const Frame& frame, const WorkView& view);
Document exhibit_page(const Frame& frame, const ExhibitView& view);
Document sources_page(const Frame& frame, const SourcesView& view);
Document source_page(const Frame& frame, const SourceView& view);
Document search_page(const Frame& frame, const SearchView& view);
Document reports_page(const Frame& frame, const ReportsView& view);
Document report_page(const Frame& frame, const ReportView& view);
Document verify_page(const Frame& frame, const VerifyView& view);
Document refusal_page(const Frame& frame, const Message& message);

}  // namespace kotobune::web
