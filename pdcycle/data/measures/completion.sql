-- Completion: how much of what was due has been shown.
--
-- numerator    counted expectations past their due date that evidence met, on time or late
-- denominator  counted expectations past their due date
-- people       how many people stand behind the figure
--
-- Counted leaves out what is optional, cancelled, skipped, still undecided, or of somebody who had left by then.
-- A row for each program, school and kind of evidence (`wants`); NULL stands for all of them together.
SELECT
  program,
  wants,
  school,
  sum(CASE WHEN is_met THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT nullif(person, '')) AS people
FROM expectation
WHERE is_counted AND is_past_due
GROUP BY GROUPING SETS ((program, wants, school), (program, wants), (program, school), (program))
ORDER BY program, wants, school
