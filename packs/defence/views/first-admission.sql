-- Days from the first questioning to the first admission and to the retraction
SELECT suspect,
       min(start_from) AS first_questioned,
       min(CASE WHEN admission IN ('partial', 'full') THEN start_from END) AS first_admission,
       min(CASE WHEN admission IN ('partial', 'full') THEN start_from END) - min(start_from)
         AS days_to_admission,
       min(CASE WHEN admission = 'retraction' THEN start_from END) - min(start_from)
         AS days_to_retraction
  FROM interrogation
 GROUP BY suspect
