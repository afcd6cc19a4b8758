-- Breakdown: the usual shares by school, department, role, grade or month.
--
-- measure      `completion`, `on-time`, `courses`, `checks` or `artifacts`, each as in the file of that name
-- dimension    `school`, `department`, `role`, `grade`, or `month`: the month in which it was due
-- part         the school, department, role, grade or month (`2026-10`); somebody of two grades is counted in both
-- numerator    counted expectations that evidence met (of `on-time`, no later than due)
-- denominator  counted expectations
-- people       how many people stand behind the figure
--
-- What one piece of a group proves has a school and a month, and no department, role or grade. A row for each program,
-- measure, dimension and part.
WITH asked AS (
  SELECT 'completion' AS measure, program, person, school, due_month, is_met
  FROM expectation WHERE is_counted AND is_past_due
  UNION ALL
  SELECT 'on-time', program, person, school, due_month, met = 'on time'
  FROM expectation WHERE is_counted AND is_past_due
  UNION ALL
  SELECT 'courses', program, person, school, due_month, is_met
  FROM expectation WHERE is_counted AND wants = 'completion'
  UNION ALL
  SELECT 'checks', program, person, school, due_month, is_met
  FROM expectation WHERE is_counted AND wants = 'check'
  UNION ALL
  SELECT 'artifacts', program, person, school, due_month, is_met
  FROM expectation WHERE is_counted AND wants IN ('artifact', 'video')
),
placed AS (
  SELECT measure, program, person, 'school' AS dimension, school AS part, is_met FROM asked
  UNION ALL
  SELECT measure, program, person, 'month', due_month, is_met FROM asked
  UNION ALL
  SELECT asked.measure, asked.program, asked.person, trait.dimension, trait.part, asked.is_met
  FROM asked
  JOIN trait ON trait.person = asked.person
)
SELECT
  program,
  measure,
  dimension,
  part,
  sum(CASE WHEN is_met THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT nullif(person, '')) AS people
FROM placed
GROUP BY program, measure, dimension, part
ORDER BY program, measure, dimension, part
