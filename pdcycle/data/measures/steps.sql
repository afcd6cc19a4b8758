-- Steps: where each of the ten steps of the cycle stands.
--
-- done     shown, on time or late          due     open today and not yet shown
-- skipped  its window closed unshown       ahead   not yet open
-- people   how many people stand behind the figures; done + due + skipped + ahead is what is counted
--
-- A row for each program, cycle, step and school; NULL stands for all cycles, or all schools, together.
SELECT
  program,
  cycle,
  step,
  step_number,
  school,
  sum(CASE WHEN is_met THEN 1 ELSE 0 END) AS done,
  sum(CASE WHEN met = 'due' THEN 1 ELSE 0 END) AS due,
  sum(CASE WHEN met = 'missed' THEN 1 ELSE 0 END) AS skipped,
  sum(CASE WHEN met = 'ahead' THEN 1 ELSE 0 END) AS ahead,
  count(DISTINCT nullif(person, '')) AS people
FROM expectation
WHERE is_counted
GROUP BY GROUPING SETS (
  (program, cycle, step, step_number, school),
  (program, cycle, step, step_number),
  (program, step, step_number, school),
  (program, step, step_number)
)
ORDER BY program, cycle, step_number, school
