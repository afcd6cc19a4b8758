-- Courses: how many of the courses asked for in the whole program are completed.
--
-- numerator    counted expectations of a completion that evidence met; what was retained is asked by `check`
-- denominator  counted expectations of a completion, those still ahead among them
-- people       how many people stand behind the figure
--
-- A row for each program, school and piece (`completion` or `check`); NULL stands for all schools together.
SELECT
  program,
  wants,
  school,
  sum(CASE WHEN is_met THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT nullif(person, '')) AS people
FROM expectation
WHERE is_counted AND wants IN ('completion', 'check')
GROUP BY GROUPING SETS ((program, wants, school), (program, wants))
ORDER BY program, wants, school
