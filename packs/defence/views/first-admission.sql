-- Days from the first questioning to the first admission and to the retraction
SELECT suspect,
       date(min(start_from) * 86400, 'unixepoch') AS first_questioned,
       date(min(CASE WHEN admission IN ('partial', 'full') THEN start_from END) * 86400,
            'unixepoch') AS first_admission,
       min(CASE WHEN admission IN ('partial', 'full') THEN start_from END) - min(start_from)
         AS days_to_admission,
       CASE WHEN min(CASE WHEN admission = 'retraction' THEN start_to END) IS NULL THEN NULL
            ELSE min(CASE WHEN admission = 'retraction' THEN start_to END) - min(start_from) END
         AS days_to_retraction_at_most
  FROM interrogation
 GROUP BY suspect
