// Review with four eyes: a second person looks at what the first one put down, and says so, with a
// reason. Nothing is changed by it; a statement that was doubted is mended by a new statement.
//
// What counts is worked out when it is read, not when it is written:
//   R1  a review by the author of the thing itself counts for nothing;
//   R2  of one reviewer her last word counts; of several the gravest (rejected, doubted, agreed).
//       No clock decides between two people;
//   R3  a review holds for that statement alone: a new one in its place begins unreviewed.
// Reviewed are statements (<record>/<n>), exhibits, versions of a text and disclosures, by record
// id.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

enum class ReviewState : std::uint8_t { none, asked, agreed, doubted, rejected };
const char* word(ReviewState state);
std::optional<ReviewState> parse_review_state(std::string_view word);

struct Opinion {
  ReviewState state = ReviewState::none;
  std::string by;   // whose word counts
  std::string why;
  std::string to;   // asked, and not answered by her: who should look at it
  std::int64_t at_ms = 0;
};

// All reviews of the case that this member may see, read once.
class Reviews {
 public:
  static Result<Reviews> read(Desk& desk);
  // `author` of the thing; see R1.
  Opinion of(const std::string& id, const std::string& author) const;
  bool has(const std::string& id) const { return said_.count(id) != 0; }
  const std::map<std::string, std::vector<Opinion>>& all() const { return said_; }

 private:
  std::map<std::string, std::vector<Opinion>> said_;  // by what it is about, oldest first
};

// Who wrote a record or the record of a statement; "" where it is not here.
Result<std::string> author_of(Desk& desk, const std::string& id);

struct QueueItem {
  std::string id;        // what to name in assign() and review()
  std::string kind;      // "statement", "exhibit", "draft", "disclosure"
  std::string entity;    // statement: of what it speaks
  std::string type;      // statement: type of the entity
  std::string label;     // of the entity, the exhibit, the title
  std::string property;  // statement: in English
  std::string shown;     // statement: the value
  std::string author;
  bool own = false;      // the member at the desk wrote it: another one has to look
  Opinion opinion;
};

struct QueueFilter {
  std::string to;           // only what this person was asked to look at
  bool settled = false;     // agreed and rejected ones too
  std::size_t limit = 200;
};
struct Queue {
  std::vector<QueueItem> items;     // asked for first, then what nobody looked at, newest first
  std::int64_t statements = 0;      // current ones that this member may see
  std::int64_t agreed = 0;          // of these, by a second person
};

Result<Queue> review_queue(Desk& desk, const QueueFilter& filter = {});
// One item as the queue shows it; nothing where there is no such thing.
Result<std::optional<QueueItem>> review_item(Desk& desk, const Reviews& reviews,
                                             const std::string& id);
// `ids`: statements, record ids or numbers of exhibits. Errors: nothing_to_review,
// reviewer_unknown, own_review (the author was asked).
Status ask_review(Desk& desk, const std::vector<std::string>& ids, const std::string& to,
                  const std::string& why);
// Errors: nothing_to_review, reason_missing, own_review (nothing is recorded then).
Status review(Desk& desk, const std::vector<std::string>& ids, ReviewState state,
              const std::string& why);

}  // namespace kotobune::desk
