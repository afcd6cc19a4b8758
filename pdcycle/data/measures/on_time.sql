-- On time: how much of what was due had been shown by its due date.
--
-- numerator    counted expectations past their due date that evidence met no later than that date
-- denominator  counted expectations past their due date
-- people       how many people stand behind the figure
--
-- A row for each program and school; NULL stands for all schools together.
SELECT
  program,
  school,
  sum(CASE WHEN met = 'on time' THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT nullif(person, '')) AS people
FROM expectation
WHERE is_counted AND is_past_due
GROUP BY GROUPING SETS ((program, school), (program))
ORDER BY program, school
