-- A request that rests on a ground and an item of evidence that were dismissed before (447(2))
SELECT later.id, later.number, earlier.number AS earlier_number, earlier.id AS earlier,
       ground.value AS ground, item.value AS evidence
  FROM request later
  JOIN request__ground ground ON ground.id = later.id
  JOIN request__evidence item ON item.id = later.id
  JOIN request earlier
    ON earlier.person = later.person AND earlier.number < later.number
   AND earlier.outcome = 'dismissed'
  JOIN request__ground old_ground
    ON old_ground.id = earlier.id AND old_ground.value = ground.value
  JOIN request__evidence old_item
    ON old_item.id = earlier.id AND old_item.value = item.value
 ORDER BY later.number, earlier.number
