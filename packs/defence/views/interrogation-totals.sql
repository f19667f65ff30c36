-- Questioning of each person: sessions, days, minutes in all, longest session, minutes at night
SELECT suspect,
       count(*) AS sessions,
       count(DISTINCT start_from) AS days,
       sum(coalesce(minutes, minutes_between(start, "end"))) AS minutes,
       max(coalesce(minutes, minutes_between(start, "end"))) AS longest_minutes,
       sum(coalesce(night_minutes, minutes_within(start, "end", 1320, 300))) AS night_minutes,
       sum(coalesce(minutes, minutes_between(start, "end")) IS NULL) AS sessions_of_unknown_length
  FROM interrogation
 GROUP BY suspect
