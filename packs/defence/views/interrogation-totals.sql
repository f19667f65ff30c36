-- Questioning of each person: sessions, days, minutes in all, longest session, minutes at night
SELECT suspect,
       count(*) AS sessions,
       count(DISTINCT start_from) AS days,
       sum(minutes) AS minutes,
       max(minutes) AS longest_minutes,
       sum(night_minutes) AS night_minutes,
       sum(minutes IS NULL) AS sessions_of_unknown_length
  FROM interrogation
 GROUP BY suspect
