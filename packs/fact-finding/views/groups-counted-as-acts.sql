-- Events whose victims were counted in acts
SELECT id FROM person WHERE counting_unit = 'act'
