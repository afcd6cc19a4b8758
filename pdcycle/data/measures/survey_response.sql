-- Survey response: of the survey results that were due, how many came.
--
-- numerator    counted expectations of a survey's result, past their due date, that evidence met
-- denominator  counted expectations of a survey's result past their due date
-- people       how many people stand behind the figure
--
-- A row for each program and school; NULL stands for all schools together.
SELECT
  program,
  school,
  sum(CASE WHEN is_met THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT nullif(person, '')) AS people
FROM expectation
WHERE is_counted AND is_past_due AND wants = 'result'
GROUP BY GROUPING SETS ((program, school), (program))
ORDER BY program, school
