-- Minutes of questioning of each person by day
SELECT suspect, start_from AS day, count(*) AS sessions, sum(minutes) AS minutes,
       max(minutes) AS longest_minutes
  FROM interrogation
 GROUP BY suspect, start_from
 ORDER BY suspect, start_from
