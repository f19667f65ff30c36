-- A request with a ground that an earlier dismissed request had too: say what evidence is new
SELECT later.id, later.number, earlier.number AS earlier_number, earlier.id AS earlier,
       ground.value AS ground
  FROM request later
  JOIN request__ground ground ON ground.id = later.id
  JOIN request earlier
    ON earlier.person = later.person AND earlier.number < later.number
   AND earlier.outcome = 'dismissed'
  JOIN request__ground old_ground
    ON old_ground.id = earlier.id AND old_ground.value = ground.value
 ORDER BY later.number, earlier.number
