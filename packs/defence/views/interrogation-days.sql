-- Minutes of questioning of each person by day
SELECT suspect, date(start_from * 86400, 'unixepoch') AS day, count(*) AS sessions,
       sum(coalesce(minutes, minutes_between(start, "end"))) AS minutes,
       max(coalesce(minutes, minutes_between(start, "end"))) AS longest_minutes,
       sum(coalesce(minutes, minutes_between(start, "end")) IS NULL) AS sessions_of_unknown_length
  FROM interrogation
 GROUP BY suspect, start_from
 ORDER BY suspect, start_from
