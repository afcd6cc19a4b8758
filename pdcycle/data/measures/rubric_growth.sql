-- Rubric growth: of the people observed at least twice in a component, whose level moved which way.
--
-- moved        `up`, `same` or `down`: the latest observation's level against the earliest one's, on another day
-- numerator    people who moved so
-- denominator  people observed in the component on two days or more
-- people       the same as the denominator
--
-- Only the order of the levels counts, so that it holds on any scale; levels are never averaged. A row for each program,
-- component, way and school; NULL stands for all schools together. Members as of the day of the report.
WITH ordered AS (
  SELECT person, component, level, day,
    row_number() OVER (PARTITION BY person, component ORDER BY day, id) AS from_first,
    row_number() OVER (PARTITION BY person, component ORDER BY day DESC, id DESC) AS from_last
  FROM evidence
  WHERE kind = 'observation' AND level IS NOT NULL AND component IS NOT NULL
),
moves AS (
  SELECT
    membership.program,
    membership.school,
    membership.person,
    earliest.component,
    CASE WHEN latest.level > earliest.level THEN 'up' WHEN latest.level < earliest.level THEN 'down' ELSE 'same' END
      AS moved
  FROM ordered AS earliest
  JOIN ordered AS latest
    ON latest.person = earliest.person AND latest.component = earliest.component AND latest.from_last = 1
  JOIN membership ON membership.person = earliest.person AND membership.is_in
  WHERE earliest.from_first = 1 AND latest.day > earliest.day
),
ways AS (
  SELECT 'up' AS moved, 1 AS place UNION ALL SELECT 'same', 2 UNION ALL SELECT 'down', 3
)
SELECT
  moves.program,
  moves.component,
  ways.moved,
  moves.school,
  sum(CASE WHEN moves.moved = ways.moved THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT moves.person) AS people
FROM moves
CROSS JOIN ways
GROUP BY GROUPING SETS (
  (moves.program, moves.component, ways.moved, ways.place, moves.school),
  (moves.program, moves.component, ways.moved, ways.place)
)
ORDER BY moves.program, moves.component, ways.place, moves.school
