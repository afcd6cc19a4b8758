-- Participation: how many of a program's members showed anything in each week and month, and in the one before.
--
-- numerator    members of whom any evidence of the program is dated in the period: met, or beyond what was asked
-- denominator  people who were members on any day of the period
-- people       the same as the denominator
-- numerator_before, denominator_before   the same of the period before; NULL for the first: their difference is growth
--
-- It counts from the first day the program asks for anything, so courses of the summer and days before school are in it.
-- Evidence beyond what was asked counts in every program its person is a member of. A row for each program, unit
-- (`week` from Monday, or `month`), period by its first day, and school; NULL stands for all schools together.
WITH shown AS (
  SELECT expectation.program, evidence.person, evidence.day
  FROM expectation
  JOIN evidence ON evidence.id = expectation.evidence
  UNION
  SELECT membership.program, evidence.person, evidence.day
  FROM evidence
  JOIN membership ON membership.person = evidence.person
  WHERE evidence.is_beyond
),
present AS (
  SELECT
    membership.program,
    period.unit,
    period.first_day,
    membership.school,
    membership.person,
    max(CASE WHEN shown.person IS NULL THEN 0 ELSE 1 END) AS is_active
  FROM membership
  JOIN program ON program.id = membership.program
  JOIN period
    ON period.last_day >= program.asks_from
    AND period.first_day <= program.last_day
    AND period.last_day >= coalesce(membership.first_day, period.last_day)
    AND period.first_day <= coalesce(membership.last_day, period.first_day)
  LEFT JOIN shown
    ON shown.program = membership.program
    AND shown.person = membership.person
    AND shown.day BETWEEN period.first_day AND period.last_day
  GROUP BY membership.program, period.unit, period.first_day, membership.school, membership.person
),
counted AS (
  SELECT program, unit, first_day, school, sum(is_active) AS numerator, count(*) AS denominator
  FROM present
  GROUP BY GROUPING SETS ((program, unit, first_day, school), (program, unit, first_day))
)
SELECT
  program,
  unit,
  first_day,
  school,
  numerator,
  denominator,
  denominator AS people,
  lag(numerator) OVER (PARTITION BY program, unit, coalesce(school, '*') ORDER BY first_day) AS numerator_before,
  lag(denominator) OVER (PARTITION BY program, unit, coalesce(school, '*') ORDER BY first_day) AS denominator_before
FROM counted
ORDER BY program, unit, first_day, school
