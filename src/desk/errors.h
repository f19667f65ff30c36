// Refusals of the desk: what a person asked for that cannot be.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code source_unknown{"E1601", ErrorClass::refused,
    "There is no source {code} in this case.", "See `kotobune source list`, or add her first."};
inline constexpr Code source_exists{
    "E1602", ErrorClass::refused, "There is a source {code} already.",
    "Take another code, or leave it out: the next free one is given."};
inline constexpr Code purpose_unknown{
    "E1603", ErrorClass::usage, "{purpose} is no purpose of consent.",
    "Purposes are P1 to P14; see `kotobune consent give --help`."};
inline constexpr Code exhibit_not_here{"E1604", ErrorClass::refused,
    "There is no exhibit {number} in this case.", "See `kotobune exhibit list`."};
inline constexpr Code entity_unknown{"E1614", ErrorClass::refused,
    "There is nothing {entity} in the record of this case.", "See `kotobune entity list`."};
inline constexpr Code not_disputed{"E1615", ErrorClass::refused,
    "Sources do not disagree about {property} of {entity} in such a value.",
    "See `kotobune dispute list`; name one of the statements it shows."};
inline constexpr Code reason_missing{"E1616", ErrorClass::refused,
                                     "What is decided is recorded with its reason.",
                                     "Say why: who reads it in ten years was not there."};
inline constexpr Code level_unknown{"E1609", ErrorClass::usage,
    "{level} is no level of protection.", "Levels are S0 (public) to S4 (sealed)."};
inline constexpr Code exhibit_closed{"E1608", ErrorClass::refused,
    "{number} is sealed but not shown: {reason}.",
    "Ask her again if you have a reason to; a new answer is recorded on her consent sheet."};
inline constexpr Code type_unknown{"E1605", ErrorClass::refused,
                                   "The practice pack knows no {what}.",
                                   "See the types of the pack, or add it to a pack of your own."};
inline constexpr Code draft_unknown{
    "E1606", ErrorClass::refused, "There is no draft {draft} in this case.",
    "Save one with `kotobune report save`, or write it in the workbench."};
inline constexpr Code packs_missing{"E1607", ErrorClass::environment,
                                    "The practice packs are not at {path}.",
                                    "Start the program from its folder, or set KOTOBUNE_PACKS."};

inline constexpr Code exhibit_not_proven{"E1611", ErrorClass::integrity,
    "The record of {number} is not in a log that this computer can read and prove.",
    "Verify the case; a part of it may not have arrived yet."};
inline constexpr Code exhibit_damaged{"E1612", ErrorClass::integrity,
    "The object of {number} was found damaged by the last verification.",
    "Fetch it from another replica, verify again, then export it."};
inline constexpr Code record_not_scannable{"E1613", ErrorClass::refused,
    "The record of {number} holds a name or path that is not UTF-8, so it cannot be searched.",
    "The exhibit goes without it. The record can be shown to the judge later, see VERIFY.md."};

inline constexpr Code may_not{"E1651", ErrorClass::refused,
    "{who} may not {deed}.", "Ask {others}: `kotobune person list` shows who that is."};
inline constexpr Code left_the_case{"E1652", ErrorClass::refused,
    "{person} has left this case.",
    "What was read before can still be read here; nothing more is recorded under this name."};
inline constexpr Code nothing_to_review{"E1641", ErrorClass::refused,
    "There is no current statement, exhibit, text or disclosure {id} to review.",
    "See `kotobune review queue`; a statement that was replaced is not reviewed any more."};
inline constexpr Code reviewer_unknown{"E1642", ErrorClass::refused,
                                       "Nobody who works in this case has the code {person}.",
                                       "See who keeps a log in it: `kotobune case show`."};
inline constexpr Code own_review{"E1643", ErrorClass::refused,
    "{person} wrote it, and nobody reviews what she wrote herself.",
    "Ask another person: the second pair of eyes is the point of a review."};
inline constexpr Code task_unknown{"E1644", ErrorClass::refused,
    "There is no task {task} that can be changed.",
    "See `kotobune task list`. A date that follows from a consent or a lock is changed there."};
inline constexpr Code date_malformed{"E1645", ErrorClass::usage,
    "{date} is no day that can be waited for.", "Write it as 2027-03-01, or 2027-03 for a month."};
inline constexpr Code readers_missing{"E1646", ErrorClass::usage,
    "Two different readers are compared, not {readers}.",
    "Name two codes of people, or none: then all who coded are compared."};

inline constexpr Code part_unknown{"E1647", ErrorClass::refused,
    "No practice pack in force has {what}, or not of this kind.",
    "See `kotobune view list`, or put the pack in force that has it."};
inline constexpr Code number_taken{"E1648", ErrorClass::refused,
    "The number {number} was given before.",
    "A number is never given twice, even where it was taken back: leave it out for the next one."};

inline constexpr Code copy_inside_case{"E1621", ErrorClass::refused,
    "{path} lies inside the case itself.",
    "Choose a folder on a stick or on another disk: a copy inside goes with the original."};
inline constexpr Code built_missing{"E1622", ErrorClass::refused,
    "There is no built draft {name} any more.",
    "Build it again; only the newest few are kept."};
inline constexpr Code not_a_bag{"E1623", ErrorClass::refused,
    "{path} is no bag made by an export: {why}.",
    "Choose the folder that holds bagit.txt, statement.json and the folder data."};

inline constexpr Code consent_no_code{
    "E1681", ErrorClass::usage,
    "A lock can never be erased, so it holds codes only; {field} is no code.",
    "Write one word of letters, digits and hyphens, such as oral-by-phone or p2; what was said "
    "goes "
    "into a note."};
inline constexpr Code consent_by_phone{"E1682", ErrorClass::refused,
    "A consent by telephone needs the one who called and a witness.",
    "Name both by their codes: --caller p2 --witness p3."};
inline constexpr Code consent_not_theirs{"E1683", ErrorClass::refused,
    "{number} came from none of those who signed this form.",
    "Leave it out, or name its source too; see `kotobune exhibit show`."};
inline constexpr Code consent_no_item{"E1684", ErrorClass::refused,
    "None of the items on this form came from {code}.",
    "Leave her out, or name an item of hers; nothing was recorded."};
inline constexpr Code consent_not_asked{"E1685", ErrorClass::refused,
    "{code} did not ask to be asked first about {purpose}.",
    "Record what she agrees to with `kotobune consent give`."};
inline constexpr Code consent_answer_wide{"E1686", ErrorClass::refused,
    "A yes of somebody who wants to be asked each time holds for what she was asked about.",
    "Name the exhibits she was asked about with --exhibit."};
inline constexpr Code recall_unknown{"E1687", ErrorClass::refused,
    "There is no recall {recall} in this case.", "See `kotobune recall list`."};
inline constexpr Code recall_gone{"E1688", ErrorClass::refused,
    "This recall went out on {day} already.", "Nothing need be done."};
inline constexpr Code rule_unknown{"E1689", ErrorClass::usage,
    "{rule} is no kind of restriction.",
    "Kinds are court-disclosed-evidence (or JP-CCP-281-4), court-order, licence, embargo."};
inline constexpr Code restriction_no_items{"E1690", ErrorClass::usage,
    "Nothing is said to be locked.", "Name exhibits with --exhibit, or say --everything."};
inline constexpr Code restriction_no_date{"E1691", ErrorClass::usage,
    "A lock cannot end on {until}.", "Write a date like 2027-03-01; an embargo needs one."};
inline constexpr Code restriction_unknown{"E1692", ErrorClass::refused,
    "There is no restriction {id} in force in this case.", "See `kotobune restriction list`."};
inline constexpr Code restriction_over{"E1693", ErrorClass::refused,
    "This restriction ended on {until}.", "Nothing need be lifted."};
inline constexpr Code receipt_endangers{"E1694", ErrorClass::refused,
    "{code} is sealed (S4): even a paper can endanger her.",
    "Tell her by word of mouth. If she asks for a paper all the same: --although-sealed."};
inline constexpr Code receipt_unknown{"E1695", ErrorClass::refused,
    "No receipt bears this number.", "Check the digits; see `kotobune source became --help`."};
inline constexpr Code receipt_tells{"E1696", ErrorClass::refused,
    "The receipt would name somebody who is protected.",
    "Write whom to call without a name: a number, a place, a word agreed on."};
inline constexpr Code changed_meanwhile{"E1661", ErrorClass::refused,
    "{property} was changed by somebody else since you looked.",
    "Look at both values and decide which stands; nothing was recorded yet."};
inline constexpr Code quote_missing{"E1662", ErrorClass::refused,
    "These words do not stand in {number}.",
    "Copy them as they are written there, or give another page."};
inline constexpr Code check_unknown{"E1663", ErrorClass::refused,
    "The practice has no check {check}.", "See `kotobune check run`."};

}  // namespace kotobune::errors
