// The pages of the record: pure functions from a view to markup, as in pages.h.
#pragma once

#include "web/pages.h"
#include "web/views_record.h"

namespace kotobune::web {

Document record_overview_page(const Frame& frame, const RecordOverview& view);
Document record_list_page(const Frame& frame, const RecordListView& view);
Document record_page(const Frame& frame, const RecordView& view);
Document record_form_page(const Frame& frame, const RecordFormView& view);
Document disagreements_page(const Frame& frame, const DisagreementsView& view);
Document practice_page(const Frame& frame, const PracticeView& view);
Document checks_page(const Frame& frame, const ChecksView& view);

// Parts that several of them share.
// An address within this server; the record's first page where it is none.
Url way(const std::string& path);
Html marks(const std::vector<Mark>& list);
Html statement(const Frame& frame, const StatementView& view);
Html value_groups(const Frame& frame, const std::vector<ValueGroupView>& groups);
Html record_rows(const Frame& frame, const std::vector<std::string>& columns,
                 const std::vector<RecordRow>& rows);

}  // namespace kotobune::web
