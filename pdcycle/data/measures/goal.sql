-- Goals: where each stands against its target, as far as anything measured it.
--
-- way          `rubric`: people whose latest observation of the component is at the level the goal asks, of those
--              observed in it; `measured`: the latest measurement of the goal itself
-- people       how many people (or cases measured) stand behind the figure
-- day          of the latest observation or measurement
-- is_reached   whether the share is at the target or above it; NULL where the target is no share
--
-- Baseline and target are in thousandths of the whole. A row for each goal that was measured, and way.
WITH latest AS (
  SELECT person, school, component, level, day,
    row_number() OVER (PARTITION BY person, component ORDER BY day DESC, level DESC, id) AS place
  FROM evidence
  WHERE kind = 'observation' AND level IS NOT NULL
),
last_measured AS (
  SELECT program, owner, day, numerator, denominator,
    row_number() OVER (PARTITION BY program, owner ORDER BY day DESC, denominator DESC, numerator DESC) AS place
  FROM measurement
  WHERE measure = 'goal'
)
SELECT
  goal.program,
  goal.owner,
  'rubric' AS way,
  sum(CASE WHEN latest.level >= goal.at_least THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT latest.person) AS people,
  max(latest.day) AS day,
  max(goal.baseline) AS baseline,
  max(goal.target) AS target,
  sum(CASE WHEN latest.level >= goal.at_least THEN 1 ELSE 0 END) * 1000 >= count(*) * max(goal.target) AS is_reached
FROM goal
JOIN membership ON membership.program = goal.program AND membership.is_in
JOIN latest ON latest.person = membership.person AND latest.component = goal.component AND latest.place = 1
WHERE goal.at_least IS NOT NULL
  AND (goal.owner = '' OR goal.owner = membership.school OR goal.owner = membership.person)
GROUP BY goal.program, goal.owner
UNION ALL
SELECT
  goal.program,
  goal.owner,
  'measured' AS way,
  last_measured.numerator,
  last_measured.denominator,
  last_measured.denominator AS people,
  last_measured.day,
  goal.baseline,
  goal.target,
  last_measured.numerator * 1000 >= last_measured.denominator * goal.target AS is_reached
FROM goal
JOIN last_measured
  ON last_measured.program = goal.program AND last_measured.owner = goal.owner AND last_measured.place = 1
ORDER BY program, owner, way
