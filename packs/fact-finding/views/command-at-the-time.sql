-- Who commanded the unit of a perpetrator on the day of the act
SELECT act.id AS act, posting.person AS commander, posting.unit AS unit, posting.rank AS rank
  FROM involvement
  JOIN involvement__act link ON link.id = involvement.id
  JOIN act ON act.id = link.value
  JOIN posting
    ON posting.unit = involvement.perpetrator
   AND posting.from_from <= act.date_from
   AND coalesce(posting.until_to, act.date_to) >= act.date_to
